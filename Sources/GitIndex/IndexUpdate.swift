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

    /// Cuts the removals so that none names an entry that one before it removes. Two files of a new folder both
    /// remove a file with the folder's name.
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
