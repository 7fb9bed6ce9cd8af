internal import GitRepo
internal import PromptCore
internal import SafeFiles

/// Finds where the last version has the records of a change that somebody moved (with `mv`, `git mv` or a file manager) and did
/// not save: the version of their edits says then that they moved, and their history goes on.
struct MovedEdits {
    private let place: StoreRepository
    private let directory: SafeDirectory

    init(_ place: StoreRepository, _ directory: SafeDirectory) {
        self.place = place
        self.directory = directory
    }

    /// Costs nothing where the last version has every file of the draft at its path; else a look at every path that it has.
    func leaveBehind(in draft: inout Draft) throws(GitError) {
        guard let head = try place.repository.head().commit else { return }
        let tree = try place.repository.commit(head).tree
        var wanted: [RecordID: RecordKind] = [:]
        for entry in draft.entries where !entry.isRecorded {
            guard let bytes = entry.before, let record = WorkTreePath.record(at: entry.path),
                record.kind != .manifest,
                try place.repository.entry(place.repositoryPath(entry.path), in: tree) == nil,
                let id = RecordID(in: bytes, path: entry.path)
            else { continue }
            wanted[id] = record.kind
        }
        if wanted.isEmpty { return }
        for file in try WorkTreeHead(place, tree: tree).files {
            guard let record = WorkTreePath.record(at: file.path), draft.content(of: file.path) == nil,
                wanted.values.contains(record.kind), isGone(file.path),
                let id = RecordID(in: try place.repository.blob(file.id), path: file.path),
                wanted[id] == record.kind
            else { continue }
            draft.leaveBehind(file.path)
        }
    }

    private func isGone(_ path: String) -> Bool {
        do throws(FileError) { return try directory.entryType(path) == nil } catch { return false }
    }
}
