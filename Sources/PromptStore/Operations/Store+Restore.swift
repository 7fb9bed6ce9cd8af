public import Diagnostics
internal import Git
internal import PromptCore
internal import SafeFiles

/// The result of `restore`.
public struct Restored: Sendable {
    /// The commit; without one if the record has that content already.
    public let committed: Committed
    /// The record at its present location.
    public let record: Contents.File
    /// True if the record was deleted and is restored.
    public let cameBack: Bool
    /// The trash entry that still has it too; `nil` if there is none.
    public let trashEntry: String?
    /// Errors that the old content has in the present library, such as a missing module.
    public let errors: FileDiagnostics?
}

extension Store {
    /// Gives a record the content of a version. It keeps its present path and id. A deleted record is
    /// restored at its former path.
    ///
    /// - Parameters:
    ///   - old: the file in that version.
    ///   - id: the record's id; `nil` if it never had one.
    ///   - address: the address that the person gave.
    ///   - version: the version's name for the message: `v3`, or a commit.
    ///   - isForced: true if unsaved edits may be lost.
    /// - Throws: `restoring` if unsaved edits would be lost, or the version can't be read.
    func restore(
        _ old: ParsedFile, id: RecordID?, at address: Address, version: String, isForced: Bool = false,
        options: WriteOptions = WriteOptions()
    ) throws(StoreError) -> Restored {
        if let problem = old.diagnostics.first(where: { $0.breaks(.unreadableFile) }) {
            throw .restoring(.unreadable(problem))
        }
        let repository = try repository()
        var transaction = try begin(options)
        transaction.known = [old.source.bytes]
        let record = home(of: id, old, asked: address)
        let now = try? records.read(record.path, as: record.kind, at: record.address)
        let tree = try StoreError.folding { () throws(GitError) -> ObjectID? in
            guard let head = try repository.gitRepository.head().commit else { return nil }
            return try repository.gitRepository.commit(head).tree
        }
        let ends = LineEnds(repository, tree: tree)
        if let now, !isForced { try refuseUnsaved(now, repository: repository, tree: tree, ends: ends) }
        var wanted = records.parse(old.source.bytes, of: record)
        if wanted.record != nil, let id = now?.record?.header.id?.value ?? id,
            wanted.record?.header.id?.value != id
        {
            wanted = wanted.settingID(id) ?? wanted
        }
        if let now {
            let bytes = try StoreError.folding { () throws(GitError) in
                try ends.written(wanted.source.bytes, like: now.source.bytes, at: record.path)
            }
            transaction.draft.replace(record.path, with: bytes, before: now.source.bytes)
        } else {
            transaction.draft.create(record.path, with: wanted.source.bytes)
        }
        let ids = [wanted.record?.header.id?.value ?? id].compactMap { $0 }
        let committed = try transaction.commit(
            ChangeMessage(
                "restore", summary: "Restore \(SaveMessage.name(of: record)) to \(version)", ids: ids))
        let errors = Checker.check(wanted, in: library()).filter { $0.severity == .error }
        return Restored(
            committed: committed, record: record, cameBack: now == nil,
            trashEntry: now == nil
                ? trash().entries.first { $0.path == record.path }?.id.description : nil,
            errors: errors.isEmpty ? nil : FileDiagnostics(source: wanted.source, diagnostics: errors))
    }

    /// Returns the present location of the record: the given address, another path with its id, or else its
    /// last path.
    private func home(of id: RecordID?, _ old: ParsedFile, asked address: Address) -> Contents.File {
        let asked = Contents.File(address: address, kind: old.kind)
        let now = try? records.read(asked.path, as: asked.kind, at: address)
        // Another record may have taken the address since.
        guard let now, id == nil || now.record?.header.id == nil || now.record?.header.id?.value == id else {
            guard let id else { return asked }
            let files = contents().files.filter { $0.kind == old.kind }
            let directory = directory
            let found = Parallel.map(count: files.count) { index -> Bool in
                guard let bytes = try? directory.read(files[index].path, limit: Store.maxFileBytes + 1) else {
                    return false
                }
                return RecordID(in: bytes, path: files[index].path) == id
            }
            return zip(files, found).first { $0.1 }?.0 ?? asked
        }
        return Contents.File(address: now.address, kind: now.kind)
    }

    private func refuseUnsaved(
        _ now: ParsedFile, repository: StoreRepository, tree: ObjectID?, ends: LineEnds
    ) throws(StoreError) {
        let path = now.address.file(now.kind)
        let isSaved = try StoreError.folding { () throws(GitError) -> Bool in
            guard let tree,
                let saved = try repository.gitRepository.entry(repository.repositoryPath(path), in: tree)
            else { return false }
            return try ends.isSame(now.source.bytes, as: saved.id, at: path)
        }
        if !isSaved { throw .restoring(.unsavedEdits(path: path, now.address)) }
    }
}
