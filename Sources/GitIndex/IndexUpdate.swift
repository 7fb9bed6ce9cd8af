extension IndexFile {
    /// Makes several changes in one pass over the index.
    ///
    /// The effect is that of `git add` and `git rm --cached`:
    /// - If a path is set, it loses its conflict stages and its flags. A file at the path of one of its
    ///   folders, and files below the path itself, are removed from the index.
    /// - If a path is changed several times, the last change counts.
    /// - Every other entry keeps its bytes. Only the size of entries that may be "racily clean" becomes 0, so
    ///   that Git reads the file. Without this, a file edited in the second in which the old index was
    ///   written would pass as unchanged once the index is newer (Git's `racy-git`). Seconds are compared,
    ///   because most Git builds compare no nanoseconds.
    /// - The extensions `TREE` and `UNTR` lose the parts that are no longer valid, `REUC` is kept, and
    ///   extensions that only speed up reading (`EOIE`, `IEOT`, `FSMN` and unknown ones) are dropped.
    ///
    /// - Parameters:
    ///   - changes: in any order.
    ///   - indexModified: the time at which the index file was last written (`st_mtim`).
    /// - Throws: ``IndexError/unusablePath(_:)``; the index is then unchanged.
    public mutating func update(
        _ changes: [IndexChange], indexModified: (seconds: Int64, nanoseconds: Int64)
    ) throws(IndexError) {
        let set = try IndexChangeSet(changes)
        let plan = withEntries { IndexPlan(set.changes, in: $0) }
        let extensions = try rewrittenExtensions(plan.touched)
        let racyFrom = UInt32(truncatingIfNeeded: max(0, indexModified.seconds))
        isChanged = true
        source = nil
        if plan.edits.count <= IndexFile.splicedEdits {
            splice(plan, inserting: set.changes, racyFrom: racyFrom, extensions: extensions)
            return
        }
        var rebuilt = IndexRebuild(self, plan: plan, changes: set.changes, extensions: extensions)
        rebuilt.run(racyFrom: racyFrom)
        bytes = rebuilt.bytes
        offsets = rebuilt.offsets
        extendedCount = rebuilt.extendedCount
        conflictCount = rebuilt.conflictCount
    }
}

/// One edit of the index: the entries in `removed` are removed, and one entry is inserted at their position.
struct IndexEdit {
    var removed: Range<Int>
    /// The number of the change to insert.
    var inserted: Int?
}

/// The edits of an update.
struct IndexPlan {
    /// Sorted by position.
    private(set) var edits: [IndexEdit] = []
    /// The paths whose id or mode changes, sorted. All others only get a new `lstat`.
    private(set) var touched: [[UInt8]] = []

    /// - Parameter changes: sorted, one per path.
    init(_ changes: [IndexChange], in entries: IndexEntries) {
        for (number, change) in changes.enumerated() {
            change.path.withUnsafeBytes { path in
                let first = entries.firstIndex(notBefore: path, stage: 0)
                var end = first
                while end < entries.count, comparePaths(entries[end].path, path) == 0 { end += 1 }
                switch change {
                case .remove:
                    guard first < end else { return }
                    edits.append(IndexEdit(removed: first..<end))
                    touched.append(change.path)
                case .set(_, let id, let mode, _):
                    let isMerged = first < end && entries[first].stage == 0
                    if !isMerged { makeRoom(for: change.path, in: entries) }
                    edits.append(IndexEdit(removed: first..<end, inserted: number))
                    let isSame =
                        isMerged && entries[first].id == id && entries[first].mode == mode
                        && !entries[first].userFlags.contains(.intentToAdd)
                    if !isSame { touched.append(change.path) }
                }
            }
        }
        // Sorting by ends too puts a new entry before the one at the same position. Equal ones keep their
        // order, which is that of the paths.
        edits = edits.enumerated().sorted { one, other in
            (one.element.removed.lowerBound, one.element.removed.upperBound, one.offset)
                < (other.element.removed.lowerBound, other.element.removed.upperBound, other.offset)
        }.map(\.element)
        removeEachEntryOnce()
    }

    /// Cuts the removals so that none names an entry that one before it removes. Two files of a new folder
    /// both remove a file with the folder's name.
    private mutating func removeEachEntryOnce() {
        var end = 0
        edits = edits.compactMap { edit in
            let start = max(edit.removed.lowerBound, end)
            end = max(edit.removed.upperBound, start)
            guard start < end || edit.inserted != nil else { return nil }
            return IndexEdit(removed: start..<end, inserted: edit.inserted)
        }
    }

    /// Removes the entries that contradict a new path: a file named like one of its folders, and files below
    /// it.
    private mutating func makeRoom(for path: [UInt8], in entries: IndexEntries) {
        for folder in IndexPath.folders(of: path) {
            let index = folder.withUnsafeBytes { entries.index(of: $0, stage: 0) }
            if let index { edits.append(IndexEdit(removed: index..<index + 1)) }
        }
        let below = path + [IndexPath.slash]
        below.withUnsafeBytes { below in
            var index = entries.firstIndex(notBefore: below, stage: 0)
            while index < entries.count, entries[index].path.starts(with: below) {
                if entries[index].stage == 0 { edits.append(IndexEdit(removed: index..<index + 1)) }
                index += 1
            }
        }
    }
}

/// The rules for a path in an index, as in Git's `verify_path`.
enum IndexPath {
    static let slash = UInt8(ascii: "/")

    /// True if Git accepts the path: no part is empty, `.`, `..` or `.git` in any case, and there is no NUL.
    static func isUsable(_ path: [UInt8]) -> Bool {
        guard !path.contains(0) else { return false }
        return path.split(separator: slash, omittingEmptySubsequences: false).allSatisfy { part in
            switch part.count {
            case 0: false
            case 1: part.first != UInt8(ascii: ".")
            case 2: !part.elementsEqual("..".utf8)
            case 4: !part.elementsEqual(".git".utf8) { $0 | 0x20 == $1 | 0x20 }
            default: true
            }
        }
    }

    /// Returns the folders that contain a path, outermost first, without a slash at the end: for `a/b/c`, `a`
    /// and `a/b`.
    static func folders(of path: [UInt8]) -> [ArraySlice<UInt8>] {
        path.indices.filter { path[$0] == slash }.map { path[..<$0] }
    }

    /// True if `one` comes before `other` in Git's order.
    static func path(_ one: [UInt8], isBefore other: [UInt8]) -> Bool {
        one.withUnsafeBytes { one in other.withUnsafeBytes { comparePaths(one, $0) < 0 } }
    }
}

/// The changes of one update, sorted: the last one of each path, without paths that contradict another one.
struct IndexChangeSet {
    let changes: [IndexChange]

    init(_ unsorted: [IndexChange]) throws(IndexError) {
        for change in unsorted where !IndexPath.isUsable(change.path) {
            throw .unusablePath(String(decoding: change.path, as: UTF8.self))
        }
        // Among equal paths the last one comes first, and the others are dropped.
        let order = unsorted.indices.sorted { one, other in
            let (left, right) = (unsorted[one].path, unsorted[other].path)
            return left == right ? one > other : IndexPath.path(left, isBefore: right)
        }
        var kept: [Int] = []
        for index in order where kept.last.map({ unsorted[$0].path != unsorted[index].path }) ?? true {
            kept.append(index)
        }
        let lost = IndexChangeSet.superseded(kept, in: unsorted)
        changes = kept.filter { !lost.contains($0) }.map { unsorted[$0] }
    }

    /// If one of two paths to set is inside the other (`a` and `a/b`), returns the one that was named
    /// earlier: an index can't have both, and the later one would have displaced it.
    private static func superseded(_ kept: [Int], in unsorted: [IndexChange]) -> Set<Int> {
        var lost: Set<Int> = []
        var numbers: [ArraySlice<UInt8>: Int] = [:]
        for number in kept {
            guard case .set(let path, _, _, _) = unsorted[number] else { continue }
            // In sorted order, a folder's name comes before the paths in it.
            for folder in IndexPath.folders(of: path) {
                if let other = numbers[folder] { lost.insert(min(number, other)) }
            }
            numbers[path[...]] = number
        }
        return lost
    }
}
