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

extension IndexFile {
    /// Up to this number of edits are made one by one in the bytes; more are made in one pass that writes the
    /// bytes again. To move the bytes after an edit costs less than to write as much new memory, but it is
    /// needed for every edit.
    static let splicedEdits = 4

    /// Makes a few edits in place.
    ///
    /// - Parameter extensions: the extensions that replace the existing ones.
    mutating func splice(
        _ plan: IndexPlan, inserting changes: [IndexChange], racyFrom: UInt32, extensions: [UInt8]
    ) {
        smudge(racyFrom: racyFrom)
        bytes.removeSubrange(Int(offsets[entryCount])...)
        // From the last to the first, so that the indices before an edit stay valid.
        for edit in plan.edits.reversed() {
            replace(edit.removed, with: edit.inserted.map { changes[$0] })
        }
        bytes.append(contentsOf: extensions)
        bytes.append(contentsOf: repeatElement(0, count: IndexLayout.checksumSize))
        let version: UInt32 = isCompressed ? 4 : extendedCount > 0 ? 3 : 2
        let count = UInt32(truncatingIfNeeded: entryCount)
        bytes.withUnsafeMutableBytes { bytes in
            bytes.start.store(IndexLayout.signature, at: 0)
            bytes.start.store(version, at: 4)
            bytes.start.store(count, at: 8)
        }
    }

    /// Sets the size of racy entries to 0.
    private mutating func smudge(racyFrom: UInt32) {
        let racy = withEntries { entries in
            (0..<entries.count).filter { entries[$0].isRacy(from: racyFrom) }
        }
        guard !racy.isEmpty else { return }
        let offsets = offsets
        bytes.withUnsafeMutableBytes { bytes in
            for index in racy {
                (bytes.start + Int(offsets[index])).store(UInt32(0), at: IndexLayout.sizeOffset)
            }
        }
    }

    private mutating func replace(_ range: Range<Int>, with change: IndexChange?) {
        let (extended, conflicts) = withEntries { entries in
            (range.count { entries[$0].isExtended }, range.count { entries[$0].stage != 0 })
        }
        extendedCount -= extended
        conflictCount -= conflicts
        let start = Int(offsets[range.lowerBound])
        let end = Int(offsets[range.upperBound])
        let size = change?.entrySize ?? 0
        let entry = [UInt8](unsafeUninitializedCapacity: size) { entry, count in
            count = change?.writeEntry(to: UnsafeMutableRawBufferPointer(entry).start) ?? 0
        }
        bytes.replaceSubrange(start..<end, with: entry)
        let growth = UInt32(truncatingIfNeeded: size - (end - start))
        if growth != 0 {
            for index in range.upperBound..<offsets.count { offsets[index] &+= growth }
        }
        offsets.replaceSubrange(range, with: change == nil ? [] : [UInt32(truncatingIfNeeded: start)])
    }
}

extension IndexChange {
    /// The size in bytes of the entry of a path that is set.
    var entrySize: Int {
        IndexLayout.entrySize(pathStart: IndexLayout.fixedSize, pathLength: path.count)
    }

    /// Writes the entry of a path that is set, with stage 0 and without flags. Returns its size.
    func writeEntry(to entry: UnsafeMutableRawPointer) -> Int {
        guard case .set(let path, let id, let mode, let stat) = self else { return 0 }
        let size = entrySize
        entry.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        stat.write(to: entry, mode: mode)
        id.write(to: entry + IndexLayout.idOffset)
        let length = min(path.count, Int(IndexLayout.lengthMask))
        entry.store(UInt16(truncatingIfNeeded: length), at: IndexLayout.flagsOffset)
        path.withUnsafeBytes { from in
            UnsafeMutableRawBufferPointer(start: entry + IndexLayout.fixedSize, count: from.count)
                .copyMemory(from: from)
        }
        return size
    }
}

/// One extension after the entries.
struct IndexExtension {
    /// Its name, four letters as one number.
    let name: UInt32
    /// The range of its content in the index's bytes, without name and size.
    let content: Range<Int>

    static let headSize = 8
    static let cacheTree: UInt32 = 0x5452_4545  // TREE
    static let resolveUndo: UInt32 = 0x5245_5543  // REUC
    static let untrackedCache: UInt32 = 0x554e_5452  // UNTR

    /// Returns the extensions from an offset up to the checksum.
    ///
    /// - Throws: ``IndexError`` if one is damaged, or if its name begins with a lower-case letter, because it
    ///   then changes the meaning of the entries.
    static func all(in bytes: [UInt8], from start: Int) throws(IndexError) -> [IndexExtension] {
        let end = bytes.count - IndexLayout.checksumSize
        var found: [IndexExtension] = []
        var offset = start
        while offset < end {
            guard end - offset >= headSize else { throw .damaged("it ends within the name of an extension") }
            let at = offset
            let (name, size) = bytes.withUnsafeBytes {
                ($0.start.number32(at: at), Int($0.start.number32(at: at + 4)))
            }
            guard size <= end - offset - headSize else { throw .damaged("it ends within an extension") }
            guard (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[offset]) else {
                let letters = bytes[offset..<offset + 4].map {
                    (0x21...0x7e).contains($0) ? Character(UnicodeScalar($0)) : "?"
                }
                throw .unsupportedExtension(String(letters))
            }
            found.append(
                IndexExtension(name: name, content: offset + headSize..<offset + headSize + size))
            offset += headSize + size
        }
        return found
    }
}

extension IndexFile {
    /// Returns the extensions to write after changes to some paths, each with its name and size.
    ///
    /// - Parameter touched: the paths whose id or mode has changed, sorted.
    /// - Throws: ``IndexError`` if an extension is damaged.
    func rewrittenExtensions(_ touched: [[UInt8]]) throws(IndexError) -> [UInt8] {
        let entriesEnd = offsets.last.map(Int.init) ?? IndexLayout.headerSize
        var out: [UInt8] = []
        for found in try IndexExtension.all(in: bytes, from: entriesEnd) {
            let content: [UInt8]? =
                switch found.name {
                case IndexExtension.resolveUndo: Array(bytes[found.content])
                case IndexExtension.cacheTree: CacheTree(bytes[found.content])?.invalidated(touched)
                case IndexExtension.untrackedCache:
                    UntrackedCache(bytes[found.content])?.invalidated(touched)
                default: nil
                }
            guard let content else { continue }
            for number in [found.name, UInt32(truncatingIfNeeded: content.count)] {
                out.append(contentsOf: withUnsafeBytes(of: number.bigEndian) { Array($0) })
            }
            out.append(contentsOf: content)
        }
        return out
    }
}
