internal import Diagnostics
internal import Git
internal import PromptCore
internal import SafeFiles
internal import YAMLTree

/// Gives saved records their ids: a record without one gets one, and so does a record whose id another record
/// has.
///
/// If two files have one id (a `cp`), the path that `HEAD` has with it keeps it; if `HEAD` has neither, the
/// first by path.
struct SavedIdentity {
    private let repository: StoreRepository
    /// The tree of `HEAD`.
    private let tree: ObjectID?
    /// The ids of the records in `HEAD`, by their present paths.
    private var before: [String: RecordID] = [:]
    /// Paths by id, of the records in the work tree; only filled if a record with a doubtful id is saved.
    private var owners: [RecordID: [String]] = [:]
    /// Ids that were assigned in this change.
    private var taken: Set<RecordID> = []

    /// - Parameter files: returns all files of the work tree; called only if an id is in doubt.
    init(
        of changes: [StatusChange], files: () -> [Contents.File], directory: SafeDirectory,
        repository: StoreRepository, tree: ObjectID?
    ) {
        self.repository = repository
        self.tree = tree
        let kept = changes.filter { $0.kind != .deleted && $0.bytes != nil }
        for change in kept {
            guard let path = change.pathBefore else { continue }
            before[change.path] = headID(at: path)
        }
        guard kept.contains(where: { $0.id != before[$0.path] }) else { return }
        let wanted = Set(kept.compactMap(\.id) + before.values)
        let all = files()
        let found = Parallel.map(count: all.count) { index -> RecordID? in
            guard let bytes = try? directory.read(all[index].path, limit: Store.maxFileBytes + 1),
                let id = RecordID(in: bytes, path: all[index].path)
            else { return nil }
            return wanted.contains(id) ? id : nil
        }
        for (file, id) in zip(all, found) { if let id { owners[id, default: []].append(file.path) } }
    }

    /// Returns true if the record has an id and keeps it, so that the file stays unchanged.
    mutating func keepsID(_ change: StatusChange) -> Bool {
        guard let id = change.id, keeps(id, at: change.path, before: before[change.path]) else {
            return false
        }
        taken.insert(id)
        return true
    }

    /// For a record without an id, or with one it can't keep: returns the file with its new id, and a note if
    /// the file was a copy with another record's id.
    mutating func identified(
        _ file: ParsedFile, for change: StatusChange
    ) -> (file: ParsedFile, note: String?) {
        guard file.record != nil, file.kind != .manifest else { return (file, nil) }
        let before = before[change.path]
        let id =
            before.flatMap { isFree($0, at: change.path) ? $0 : nil } ?? repository.environment.ids.next()
        taken.insert(id)
        guard let given = file.settingID(id) else { return (file, nil) }
        let owner = change.id.flatMap { owners[$0]?.first { $0 != change.path } }
        return (given, owner.map { "\(change.path) is a copy of \($0) and got an id of its own" })
    }

    private func keeps(_ id: RecordID, at path: String, before: RecordID?) -> Bool {
        if taken.contains(id) { return false }
        let others = (owners[id] ?? []).filter { $0 != path }
        if others.isEmpty || before == id { return true }
        // If another path has the id in `HEAD` too, that is the record's home.
        if others.contains(where: { headID(at: $0) == id }) { return false }
        return others.allSatisfy { WorkTreePath.precedes(path, $0) }
    }

    private func isFree(_ id: RecordID, at path: String) -> Bool {
        !taken.contains(id) && (owners[id] ?? []).allSatisfy { $0 == path }
    }

    /// Returns the id that the record at a path has in `HEAD`.
    private func headID(at path: String) -> RecordID? {
        guard let tree, WorkTreePath.record(at: path) != nil,
            let entry = try? repository.gitRepository.entry(repository.repositoryPath(path), in: tree),
            entry.mode.isFile,
            let bytes = try? repository.gitRepository.blob(entry.id)
        else { return nil }
        return RecordID(in: bytes, path: path)
    }
}
