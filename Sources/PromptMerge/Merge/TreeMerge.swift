internal import Diagnostics
internal import PromptCore
internal import YAMLTree

/// The three-way merge of a store's changed files: matches the files by id, then merges each with
/// ``FileMerge``.
public enum TreeMerge {
    /// Merges the changes of two sides to some files.
    ///
    /// The maps hold files by path with `/`, relative to the store: all files that differ between any two of
    /// the three versions, and possibly others. A file that is in none of the maps counts as unchanged.
    ///
    /// - A record that one side renamed and the other one changed is merged at its new path.
    /// - A file deleted on one side and changed on the other one is kept.
    /// - If two records have the same path, both are kept, the other one as `name-theirs`.
    /// - A record that one side moved to the trash and the other one changed is restored.
    ///
    /// - Parameter isTaken: returns true if a path that is in none of the maps has a file; called before a
    ///   file gets a new path.
    public static func merge(
        base: [String: [UInt8]], ours: [String: [UInt8]], theirs: [String: [UInt8]],
        options: MergeOptions = .standard, isTaken: (String) -> Bool = { _ in false }
    ) -> MergedTree {
        var merge = FileSetMerger(base: base, ours: ours, theirs: theirs, options: options)
        return merge.run(isTaken)
    }
}

/// The result of a merge of trees.
public struct MergedTree: Sendable, Hashable {
    /// The merged files by path, for each path of the three versions and for new paths.
    public var files: [String: MergedFile]

    /// A result with these files, by path.
    public init(files: [String: MergedFile]) {
        self.files = files
    }

    /// The sorted paths of files that keep both versions of a value.
    public var conflicts: [String] { files.filter { $0.value.hasConflicts }.keys.sorted() }

    /// True if a file has Git's markers.
    public var hasMarkers: Bool { files.values.contains { $0.outcome == .markers } }
}

/// A merge of trees in progress.
struct FileSetMerger {
    let base: [String: [UInt8]]
    let ours: [String: [UInt8]]
    let theirs: [String: [UInt8]]
    let options: MergeOptions
    private var files: [String: MergedFile] = [:]

    init(
        base: [String: [UInt8]], ours: [String: [UInt8]], theirs: [String: [UInt8]], options: MergeOptions
    ) {
        self.base = base
        self.ours = ours
        self.theirs = theirs
        self.options = options
    }

    /// One record, with its path in each version.
    private struct Row {
        var base: String?
        var ours: String?
        var theirs: String?
    }

    mutating func run(_ isTaken: (String) -> Bool) -> MergedTree {
        let rows = self.rows()
        // The paths that rows request. If several rows request a path, the first one gets it; ours come
        // first.
        var wanted: [(path: String, file: MergedFile, isTheirs: Bool)] = []
        for row in rows { wanted.append(merged(row)) }
        for path in Swift.Set(base.keys).union(ours.keys).union(theirs.keys) {
            files[path] = MergedFile(bytes: nil)
        }
        for item in wanted where !item.isTheirs && item.file.bytes != nil { files[item.path] = item.file }
        for item in wanted.sorted(by: { $0.path < $1.path }) where item.isTheirs && item.file.bytes != nil {
            put(item.file, at: item.path, isTaken: isTaken)
        }
        for row in rows { takeOutOfTrash(row) }
        return MergedTree(files: files)
    }

    /// Matches the files of the three versions: by path, and records that have left their path by id.
    private func rows() -> [Row] {
        let ids = (
            base: FileSetMerger.ids(base), ours: FileSetMerger.ids(ours), theirs: FileSetMerger.ids(theirs)
        )
        var rows: [Row] = []
        var (takenOurs, takenTheirs) = (Swift.Set<String>(), Swift.Set<String>())
        for path in base.keys.sorted() {
            var row = Row(base: path)
            row.ours = FileSetMerger.path(of: path, id: ids.base.byPath[path], in: ours, ids: ids.ours)
            row.theirs = FileSetMerger.path(of: path, id: ids.base.byPath[path], in: theirs, ids: ids.theirs)
            if let ourPath = row.ours, !takenOurs.insert(ourPath).inserted { row.ours = nil }
            if let theirPath = row.theirs, !takenTheirs.insert(theirPath).inserted { row.theirs = nil }
            rows.append(row)
        }
        // Files that both sides added are one record if their ids agree, or if the path agrees and the ids do
        // not differ.
        var newTheirs = Swift.Set(theirs.keys).subtracting(takenTheirs)
        for path in ours.keys.sorted() where !takenOurs.contains(path) {
            var row = Row(ours: path)
            if let id = ids.ours.byPath[path], let theirPath = ids.theirs.byID[id],
                newTheirs.contains(theirPath)
            {
                row.theirs = theirPath
            } else if newTheirs.contains(path),
                ids.ours.byPath[path] == nil || ids.theirs.byPath[path] == nil
            {
                row.theirs = path
            }
            if let theirPath = row.theirs { newTheirs.remove(theirPath) }
            rows.append(row)
        }
        for path in newTheirs.sorted() { rows.append(Row(theirs: path)) }
        return rows
    }

    private struct IDs {
        var byPath: [String: RecordID] = [:]
        /// The first path, in sorted order, with the id.
        var byID: [RecordID: String] = [:]
    }

    private static func ids(_ files: [String: [UInt8]]) -> IDs {
        var ids = IDs()
        for path in files.keys.sorted() {
            guard let bytes = files[path], let id = RecordID(in: bytes, path: path) else { continue }
            ids.byPath[path] = id
            if ids.byID[id] == nil { ids.byID[id] = path }
        }
        return ids
    }

    /// Returns the path of a base file on a side: the same path unless another record is there now; else the
    /// path with its id.
    private static func path(
        of path: String, id: RecordID?, in side: [String: [UInt8]], ids: IDs
    ) -> String? {
        if side[path] != nil {
            guard let id, let there = ids.byPath[path], there != id else { return path }
            return ids.byID[id].flatMap { isInTrash($0) ? nil : $0 }
        }
        guard let id, let moved = ids.byID[id], MergeFileKind.ending(moved) == MergeFileKind.ending(path)
        else {
            return nil
        }
        // A record in the trash counts as deleted.
        return isInTrash(moved) && !isInTrash(path) ? nil : moved
    }

    private static func isInTrash(_ path: String) -> Bool { path.hasPrefix("trash/") }

    /// If one side deleted a record that the other one changed, removes the deleted copy from the trash,
    /// because both sides have its content. An entry with other content stays.
    private mutating func takeOutOfTrash(_ row: Row) {
        guard let path = row.base, !FileSetMerger.isInTrash(path), row.ours == nil || row.theirs == nil,
            let keptPath = row.ours ?? row.theirs, files[keptPath]?.bytes != nil,
            let bytes = base[path], let id = RecordID(in: bytes, path: path)
        else { return }
        let deleting = row.ours == nil ? ours : theirs
        for (trashed, content) in deleting where FileSetMerger.isInTrash(trashed) && content == bytes {
            guard RecordID(in: content, path: trashed) == id, let slash = trashed.lastIndex(of: "/")
            else { continue }
            let entry = trashed[...slash]
            let others = deleting.keys.filter { $0.hasPrefix(entry) && $0 != trashed }
            guard others == [entry + "trash.yaml"] else { continue }
            for path in [trashed] + others { files[path] = MergedFile(bytes: nil) }
        }
    }

    private func merged(_ row: Row) -> (path: String, file: MergedFile, isTheirs: Bool) {
        let (o, t) = (row.ours, row.theirs)
        // The side that renamed it decides the path; if both did, ours.
        let path: String
        switch (row.base, o, t) {
        case (let base?, let o?, let t?): path = o == base ? t : o
        case (_, let o?, _): path = o
        case (_, _, let t?): path = t
        default: path = row.base ?? ""
        }
        var file = FileMerge.merge(
            base: row.base.flatMap { base[$0] }, ours: o.flatMap { ours[$0] },
            theirs: t.flatMap { theirs[$0] },
            path: path, options: options)
        if let base = row.base, let kept = o ?? t, o == nil || t == nil, kept != base, file.bytes == nil {
            // One side renamed a record that the other one deleted.
            file = MergedFile(
                bytes: ours[kept] ?? theirs[kept],
                notes: [
                    MergeNote(
                        .keptEdit, at: "",
                        message:
                            "\(o == nil ? "ours" : "theirs") deleted \(base), which is now \(kept): it is kept"
                    )
                ])
        }
        if let o, let t, o != t {
            if let base = row.base, o != base, t != base {
                file.notes.append(
                    MergeNote(
                        .followedRename, at: "",
                        message: "ours renamed it to \(o), theirs to \(t): it is \(o)"))
            } else {
                let from = path == o ? t : o
                file.notes.append(
                    MergeNote(
                        .followedRename, at: "",
                        message: "changes made in \(from) are in \(path), its new name")
                )
            }
        }
        return (path, file, o != path)
    }

    /// Puts a file of theirs at its path, or at a new path if another file is there.
    private mutating func put(_ file: MergedFile, at path: String, isTaken: (String) -> Bool) {
        guard files[path]?.bytes != nil else {
            files[path] = file
            return
        }
        var file = file
        let free = freePath(beside: path, isTaken)
        file.notes.append(
            MergeNote(.movedAside, at: "", message: "two files have the path \(path): theirs is now \(free)")
        )
        files[free] = file
    }

    /// Returns `marketing/tone-theirs.module.yaml`, or the first numbered variant that is free.
    private func freePath(beside path: String, _ isTaken: (String) -> Bool) -> String {
        let ending = MergeFileKind.ending(path)
        let stem = path.dropLast(ending.utf8.count)
        var number = 1
        while true {
            let candidate = "\(stem)-theirs\(number == 1 ? "" : "-\(number)")\(ending)"
            if files[candidate] == nil, !isTaken(candidate) { return candidate }
            number += 1
        }
    }
}
