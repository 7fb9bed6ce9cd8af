internal import PromptCore

/// One file of a merge, with its path in each version.
struct RecordRow: Sendable {
    var base: String?
    var ours: String?
    var theirs: String?
    /// Its path in the result.
    var target = ""
    /// True if one side deleted it and the result has it, because the other side has begun to use it.
    var isKept = false

    subscript(side: MergeSide) -> String? {
        switch side {
        case .base: base
        case .ours: ours
        case .theirs: theirs
        }
    }

    /// The side that deleted it; `nil` if none did, or both.
    var deletingSide: MergeSide? {
        guard base != nil, ours == nil || theirs == nil, ours != nil || theirs != nil else { return nil }
        return ours == nil ? .ours : .theirs
    }
}

/// The files of three versions, matched: by path, and records that have left their path by id.
struct RecordRows: Sendable {
    var rows: [RecordRow] = []
    /// The index of the row of each path, for each version.
    private(set) var indices: [MergeSide: [String: Int]] = [:]

    init(_ sides: MergeSides) {
        let ids = (base: IDs(sides.base), ours: IDs(sides.ours), theirs: IDs(sides.theirs))
        let (ours, theirs) = (sides.ours.files, sides.theirs.files)
        var (takenOurs, takenTheirs) = (Swift.Set<String>(), Swift.Set<String>())
        for path in sides.base.files.keys.sorted() {
            var row = RecordRow(base: path)
            row.ours = RecordRows.path(of: path, id: ids.base.byPath[path], in: ours, ids: ids.ours)
            row.theirs = RecordRows.path(of: path, id: ids.base.byPath[path], in: theirs, ids: ids.theirs)
            if let ourPath = row.ours, !takenOurs.insert(ourPath).inserted { row.ours = nil }
            if let theirPath = row.theirs, !takenTheirs.insert(theirPath).inserted { row.theirs = nil }
            rows.append(row)
        }
        // Files that both sides added are one record if their ids agree, or if the path agrees and the ids do
        // not differ.
        var newTheirs = Swift.Set(theirs.keys).subtracting(takenTheirs)
        for path in ours.keys.sorted() where !takenOurs.contains(path) {
            var row = RecordRow(ours: path)
            if let id = ids.ours.byPath[path], let theirPath = ids.theirs.byID[id],
                newTheirs.contains(theirPath)
            {
                row.theirs = theirPath
            } else if newTheirs.contains(path),
                ids.ours.byPath[path] == nil || ids.theirs.byPath[path] == nil
                    || RecordRows.isOneThing(path, sides)
            {
                // The set has the spelling of theirs.
                row.theirs = newTheirs.remove(path)
            }
            if let theirPath = row.theirs { newTheirs.remove(theirPath) }
            rows.append(row)
        }
        for path in newTheirs.sorted() { rows.append(RecordRow(theirs: path)) }
        for side in [MergeSide.base, .ours, .theirs] {
            var found: [String: Int] = [:]
            for (index, row) in rows.enumerated() {
                if let path = row[side] { found[path] = index }
            }
            indices[side] = found
        }
    }

    /// Returns the index of the record at a location of a version; `nil` if it is unchanged.
    func index(of path: String, in side: MergeSide) -> Int? { indices[side]?[path] }

    /// True if two new files of one path are the same thing whatever their ids: the descriptions of one
    /// folder, or variables of one name.
    private static func isOneThing(_ path: String, _ sides: MergeSides) -> Bool {
        guard let one = sides.ours.parsed[path], let other = sides.theirs.parsed[path] else { return false }
        if one.kind == .folder { return true }
        guard case .variable(let mine)? = one.record, case .variable(let published)? = other.record else {
            return false
        }
        return mine.name.value == published.name.value
    }

    private struct IDs {
        var byPath: [String: RecordID] = [:]
        /// The first path, in sorted order, with the id.
        var byID: [RecordID: String] = [:]

        init(_ version: MergeVersionFiles) {
            for path in version.files.keys.sorted() {
                guard let bytes = version.files[path], let id = RecordID(in: bytes, path: path) else {
                    continue
                }
                byPath[path] = id
                // The trash comes after `prompts/`, so a live record is found first.
                if byID[id] == nil { byID[id] = path }
            }
        }
    }

    /// Returns the path of a base file on a side: the same path unless another record is there now; else the
    /// path with its id.
    private static func path(
        of path: String, id: RecordID?, in side: [String: [UInt8]], ids: IDs
    ) -> String? {
        if let index = side.index(forKey: path) {
            let there = side[index].key
            guard let id, let found = ids.byPath[there], found != id else { return there }
            return ids.byID[id].flatMap { TrashEntries.contain($0) ? nil : $0 }
        }
        guard let id, let moved = ids.byID[id], MergeFileKind.ending(moved) == MergeFileKind.ending(path)
        else {
            return nil
        }
        // A record in the trash counts as deleted.
        return TrashEntries.contain(moved) && !TrashEntries.contain(path) ? nil : moved
    }
}
