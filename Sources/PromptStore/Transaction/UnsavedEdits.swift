internal import Diagnostics
internal import Git
internal import PromptCore
internal import SafeFiles

/// The content of a change's files that no version has: edits of the user that a command includes, or a file
/// that Git did not know and that was moved or deleted.
///
/// They become a separate version, right before that of the change, so that `undo` and `restore` can bring
/// them back. Both are published in one step.
struct UnsavedEdits {
    private let files: [(change: BlobChange, bytes: [UInt8])]
    /// The old paths, in the last version, of records that were moved.
    private let leftBehind: [String]

    /// - Parameters:
    ///   - entries: of the draft, in the order of `changes`.
    ///   - tree: the tree of `HEAD`; `nil` if there is none.
    init(
        of entries: [Draft.Entry], changes: [BlobChange], in tree: ObjectID?, repository: StoreRepository
    ) throws(GitError) {
        let ends = LineEnds(repository, tree: tree)
        var files: [(change: BlobChange, bytes: [UInt8])] = []
        for (entry, change) in zip(entries, changes) where !entry.isRecorded {
            guard let bytes = entry.before, let before = change.before else { continue }
            let known: TreeEntry? =
                if let tree {
                    try repository.gitRepository.entry(repository.repositoryPath(change.path), in: tree)
                } else {
                    nil
                }
            if known?.id == before { continue }
            // Git may store other line ends than the work tree has.
            let kept = try ends.kept(bytes, at: change.path)
            if kept.count < bytes.count, try repository.gitRepository.blobID(of: kept) == known?.id {
                continue
            }
            files.append((change, kept))
        }
        self.files = files
        leftBehind = entries.filter(\.isLeftBehind).map(\.path)
    }

    /// Returns the commit of the edits on top of `parents`; `nil` if there are none.
    func commit(
        on tree: ObjectID?, parents: [ObjectID], by person: Authorship, in repository: StoreRepository
    ) throws(GitError) -> ObjectID? {
        if files.isEmpty { return nil }
        var wanted = leftBehind.map { TreeChange(repository.repositoryPath($0), content: nil) }
        for (change, bytes) in files {
            let path = repository.repositoryPath(change.path)
            let known: TreeEntry? =
                if let tree { try repository.gitRepository.entry(path, in: tree) } else { nil }
            let id = try repository.gitRepository.writeBlob(bytes)
            wanted.append(
                TreeChange(
                    path, content: TreeContent(mode: known?.mode == .executable ? .executable : .file, id: id)
                ))
        }
        return try repository.gitRepository.writeCommit(
            tree: repository.gitRepository.writeTree(from: tree, applying: wanted), parents: parents,
            author: person.author,
            committer: person.committer, message: message.text(actor: person.actor))
    }

    private var message: ChangeMessage {
        var ids: [RecordID] = []
        for (change, bytes) in files {
            guard let record = WorkTreePath.record(at: change.path), record.kind != .manifest else {
                continue
            }
            let file = ParsedFile(
                SourceText(name: change.path, bytes: bytes), kind: record.kind, address: record.address,
                format: .newest)
            if let id = file.record?.header.id?.value, !ids.contains(id) { ids.append(id) }
        }
        let what = files.count == 1 ? files[0].change.path : "\(files.count) files"
        return ChangeMessage("save", summary: "Save edits of \(what)", ids: ids)
    }
}

/// Finds the old paths, in the last version, of records of a change that somebody moved (with `mv`, `git mv`
/// or a file manager) and did not save. The version of their edits then records the move, and their history
/// continues.
struct MovedEdits {
    /// The tree of `HEAD`; `nil` if there is none.
    private let tree: ObjectID?
    private let repository: StoreRepository
    private let directory: SafeDirectory

    init(from tree: ObjectID?, repository: StoreRepository, directory: SafeDirectory) {
        self.tree = tree
        self.repository = repository
        self.directory = directory
    }

    /// Returns at once if the last version has every file of the draft at its path; otherwise reads every
    /// path of the version.
    func leaveBehind(in draft: inout Draft) throws(GitError) {
        guard let tree else { return }
        var wanted: [RecordID: RecordKind] = [:]
        for entry in draft.entries where !entry.isRecorded {
            guard let bytes = entry.before,
                try repository.gitRepository.entry(repository.repositoryPath(entry.path), in: tree) == nil,
                let record = WorkTreePath.record(at: entry.path), record.kind != .manifest,
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
