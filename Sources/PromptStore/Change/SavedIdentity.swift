internal import Diagnostics
internal import GitRepo
internal import PromptCore
internal import SafeFiles
internal import YAMLTree

/// Gives records that are saved the ids they should have: none without one, and none that another record has.
///
/// Where two files have one id (a `cp`), the path that `HEAD` has with it keeps it; with neither in `HEAD`, the first by path.
struct SavedIdentity {
    private let place: StoreRepository
    /// `HEAD`'s tree.
    private let tree: ObjectID?
    /// What the records had as their ids in `HEAD`, by the paths of now.
    private var before: [String: RecordID] = [:]
    /// Paths by id, of the records in the work tree; only filled where a doubtful id is to be saved.
    private var owners: [RecordID: [String]] = [:]
    /// Ids given out in this change.
    private var taken: Set<RecordID> = []

    /// - Parameter files: all of the work tree, asked for only where an id is in doubt.
    init(
        _ changes: [StatusChange], _ files: () -> [Contents.File], _ directory: SafeDirectory,
        _ place: StoreRepository, tree: ObjectID?
    ) {
        self.place = place
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

    /// Whether the record has an id and keeps it, so that the file stays as it is.
    mutating func keepsID(_ change: StatusChange) -> Bool {
        guard let id = change.id, keeps(id, change.path, before[change.path]) else { return false }
        taken.insert(id)
        return true
    }

    /// For a record without an id, or with one it can't keep: the file with the id it should have, and a word on it where the file was a copy with another's id.
    mutating func settled(_ file: ParsedFile, _ change: StatusChange) -> (file: ParsedFile, note: String?) {
        guard file.record != nil, file.kind != .manifest else { return (file, nil) }
        let before = before[change.path]
        let id = before.flatMap { isFree($0, change.path) ? $0 : nil } ?? place.environment.ids.next()
        taken.insert(id)
        guard let given = file.settingID(id) else { return (file, nil) }
        let owner = change.id.flatMap { owners[$0]?.first { $0 != change.path } }
        return (given, owner.map { "\(change.path) is a copy of \($0) and got an id of its own" })
    }

    private func keeps(_ id: RecordID, _ path: String, _ before: RecordID?) -> Bool {
        if taken.contains(id) { return false }
        let others = (owners[id] ?? []).filter { $0 != path }
        if others.isEmpty || before == id { return true }
        // Another path that has it in `HEAD` too is where the record is at home.
        if others.contains(where: { headID(at: $0) == id }) { return false }
        return others.allSatisfy { WorkTreePath.precedes(path, $0) }
    }

    private func isFree(_ id: RecordID, _ path: String) -> Bool {
        !taken.contains(id) && (owners[id] ?? []).allSatisfy { $0 == path }
    }

    /// The id that the record at a path has in `HEAD`.
    private func headID(at path: String) -> RecordID? {
        guard let tree, WorkTreePath.record(at: path) != nil,
            let entry = try? place.repository.entry(place.repositoryPath(path), in: tree), entry.mode.isFile,
            let bytes = try? place.repository.blob(entry.id)
        else { return nil }
        return RecordID(in: bytes, path: path)
    }
}

extension ParsedFile {
    /// The file with `id` as its id, in place of the one it has; `nil` where it can't be written.
    func settingID(_ id: RecordID) -> ParsedFile? {
        guard let tree, tree.root?["id"] != nil else { return try? assigningID(id) }
        guard let edited = try? tree.applying(.set([.key("id")], .plain(id.description))) else { return nil }
        return ParsedFile(edited.source, kind: kind, address: address)
    }
}
