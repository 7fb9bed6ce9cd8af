internal import Git
internal import PromptCore
internal import SafeFiles

/// Finds the old paths, in the last version, of records of a change that somebody moved (with `mv`, `git mv`
/// or a file manager) and did not save. The version of their edits then records the move, and their history
/// continues.
struct MovedEdits {
    private let repository: StoreRepository
    private let directory: SafeDirectory

    init(repository: StoreRepository, directory: SafeDirectory) {
        self.repository = repository
        self.directory = directory
    }

    /// Returns at once if the last version has every file of the draft at its path; otherwise reads every
    /// path of the version.
    func leaveBehind(in draft: inout Draft) throws(GitError) {
        guard let head = try repository.gitRepository.head().commit else { return }
        let tree = try repository.gitRepository.commit(head).tree
        var wanted: [RecordID: RecordKind] = [:]
        for entry in draft.entries where !entry.isRecorded {
            guard let bytes = entry.before, let record = WorkTreePath.record(at: entry.path),
                record.kind != .manifest,
                try repository.gitRepository.entry(repository.repositoryPath(entry.path), in: tree) == nil,
                let id = RecordID(in: bytes, path: entry.path)
            else { continue }
            wanted[id] = record.kind
        }
        if wanted.isEmpty { return }
        for file in try WorkTreeHead(repository, tree: tree).files {
            guard let record = WorkTreePath.record(at: file.path), draft.content(of: file.path) == nil,
                wanted.values.contains(record.kind), isGone(file.path),
                let id = RecordID(in: try repository.gitRepository.blob(file.id), path: file.path),
                wanted[id] == record.kind
            else { continue }
            draft.leaveBehind(file.path)
        }
    }

    private func isGone(_ path: String) -> Bool {
        do throws(FileError) { return try directory.entryType(path) == nil } catch { return false }
    }
}
