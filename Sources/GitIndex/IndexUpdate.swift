extension IndexFile {
    /// Makes several changes in one pass over the index.
    ///
    /// As `git add` and `git rm --cached` would:
    /// - A path that is set loses its conflict stages and its flags; a file in the way of one of its folders, and files
    ///   below the path itself, leave the index.
    /// - Of several changes of one path the last counts.
    /// - Every other entry keeps its bytes. Only the size of those that may be "racily clean" becomes 0, which makes
    ///   Git read the file: a file edited in the second in which the old index was written would otherwise pass
    ///   as unchanged once the index is newer (Git's `racy-git`). Seconds, since most Gits compare no
    ///   nanoseconds.
    /// - The extensions `TREE` and `UNTR` lose what no longer holds, `REUC` is kept, and those that only speed up
    ///   reading (`EOIE`, `IEOT`, `FSMN` and unknown ones) are left out.
    ///
    /// - Parameters:
    ///   - changes: in any order.
    ///   - indexModified: when the index file that was read was last written (`st_mtim`).
    /// - Throws: `IndexError.unusablePath`, with nothing changed.
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
            splice(plan, set.changes, racyFrom: racyFrom, extensions: extensions)
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

/// One place of the index that changes: the entries from `removed.lowerBound` on go, and one takes their place.
struct IndexEdit {
    var removed: Range<Int>
    /// The change to insert, by its number.
    var inserted: Int?
}

/// What an update does to which places.
struct IndexPlan {
    /// In the order of their places.
    private(set) var edits: [IndexEdit] = []
    /// The paths whose id or mode changes, sorted. The others only get a new `lstat`.
    private(set) var touched: [[UInt8]] = []

    /// - Parameter changes: sorted, one a path.
    init(_ changes: [IndexChange], in entries: IndexEntries) {
        for (number, change) in changes.enumerated() {
            change.path.withUnsafeBytes { path in
                let first = entries.firstPlace(notBefore: path, stage: 0)
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
        // Sorting by ends too puts a new entry before the one whose place it shares. Equal ones keep
        // their order, that of the paths.
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

    /// Removes what can't stand beside a new path: a file named as one of its folders, and files below it.
    private mutating func makeRoom(for path: [UInt8], in entries: IndexEntries) {
        for folder in IndexPath.folders(of: path) {
            let place = folder.withUnsafeBytes { entries.place(of: $0, stage: 0) }
            if let place { edits.append(IndexEdit(removed: place..<place + 1)) }
        }
        let below = path + [IndexPath.slash]
        below.withUnsafeBytes { below in
            var place = entries.firstPlace(notBefore: below, stage: 0)
            while place < entries.count, entries[place].path.starts(with: below) {
                if entries[place].stage == 0 { edits.append(IndexEdit(removed: place..<place + 1)) }
                place += 1
            }
        }
    }
}
