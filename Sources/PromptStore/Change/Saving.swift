internal import Diagnostics
internal import GitRepo
internal import PromptCore
internal import SafeFiles

/// What `save` did.
public struct Saved: Sendable {
    public let committed: Committed
    /// What was saved.
    public let changes: [StatusChange]
    /// The commit's subject.
    public let summary: String
    /// What a person should know of it: copies that got an id of their own.
    public let notes: [String]

    /// For where there was nothing to save.
    public static let nothing = Saved(
        committed: Committed(commit: nil, fileCount: 0), changes: [], summary: "", notes: [])
}

extension Store {
    /// Makes a version of edits that are in the work tree: one commit of exactly these files.
    ///
    /// Records without an id get one, in place. What is deleted in the work tree is deleted in the version too, and is not in
    /// the trash.
    ///
    /// - Parameters:
    ///   - changes: some or all of what `status` found.
    ///   - message: the commit's message; its first line is the subject. `nil` makes one.
    ///   - allowsSecrets: whether what looks like a key in a file is saved too.
    ///   - isForced: whether files with errors are saved too, and deleted modules that others use.
    /// - Throws: `invalid` with the errors of the files; `secrets`; `refused` where others use what is gone; `file(.changedOnDisk)` where
    ///   a file changed after `status` looked at it.
    func save(
        _ changes: [StatusChange], of status: StoreStatus, message: String? = nil, isForced: Bool = false,
        allowsSecrets: Bool = false, _ options: WriteOptions = WriteOptions()
    ) throws(StoreError) -> Saved {
        if let operation = status.operation {
            throw .inProgress(operation: operation.name, finish: operation.finish)
        }
        if !allowsSecrets { try refuseSecrets(in: changes) }
        if !isForced { try refuseErrors(in: changes, allowsSecrets: allowsSecrets) }
        let unreadable = changes.filter { $0.bytes == nil && $0.kind != .deleted }
        let changes = changes.filter { $0.bytes != nil || $0.kind == .deleted }
        var notes = unreadable.map { "\($0.path) can't be read, and stays as it was in the last version" }
        let place = try repository()
        var transaction = try begin(options)
        transaction.allowsSecrets = allowsSecrets
        transaction.countFailures(since: status.failuresBefore)
        var tree: ObjectID?
        if let head = status.head.commit { tree = try? place.repository.commit(head).tree }
        var identity = SavedIdentity(changes, { contents().files }, directory, place, tree: tree)
        var ids: [RecordID] = []
        for change in changes {
            let (id, note) = Store.record(change, &identity, in: &transaction.draft)
            if let id { ids.append(id) }
            if let note { notes.append(note) }
        }
        let text = SaveText(message, for: changes)
        let committed = try transaction.commit(
            ChangeMessage("save", text.summary, body: text.body, ids: ids))
        let summary = changes.isEmpty ? "" : text.summary
        return Saved(committed: committed, changes: changes, summary: summary, notes: notes)
    }

    /// Puts one change into a draft, the record with the id that it should have.
    ///
    /// - Returns: the id, and a word on it where it is a new one in a copy.
    private static func record(
        _ change: StatusChange, _ identity: inout SavedIdentity, in draft: inout Draft
    ) -> (id: RecordID?, note: String?) {
        if let old = change.oldPath { draft.record(old, nil) }
        guard let bytes = change.bytes else {
            draft.record(change.path, nil)
            return (change.id, nil)
        }
        guard let record = change.record, !identity.keepsID(change) else {
            draft.record(change.path, bytes, from: change.oldPath)
            return (change.record == nil ? nil : change.id, nil)
        }
        let source = SourceText(name: change.path, bytes: bytes)
        let (file, note) = identity.settled(
            ParsedFile(source, kind: record.kind, address: record.address), change)
        if file.source == source {
            draft.record(change.path, bytes, from: change.oldPath)
        } else {
            draft.replace(change.path, file.source.bytes, before: bytes)
        }
        return (file.record?.header.id?.value, note)
    }

    /// Also where everything else is forced: what is in a version can't be taken back.
    private func refuseSecrets(in changes: [StatusChange]) throws(StoreError) {
        let found = changes.compactMap { $0.errors?.filter(\.isSecret) }
        if !found.isEmpty { throw .secrets(DiagnosticReport(fileCount: changes.count, files: found)) }
    }

    private func refuseErrors(in changes: [StatusChange], allowsSecrets: Bool) throws(StoreError) {
        let errors = changes.compactMap(\.errors)
        let counted = allowsSecrets ? errors.compactMap { $0.filter { !$0.isSecret } } : errors
        let broken = counted + twins(of: changes)
        if !broken.isEmpty { throw .invalid(DiagnosticReport(fileCount: changes.count, files: broken)) }
        try refuseUsers(ofGone: changes)
    }
}

/// A commit's subject and text, as given or made.
private struct SaveText {
    let summary: String
    let body: String?

    init(_ given: String?, for changes: [StatusChange]) {
        guard let given else {
            summary = SaveMessage.summary(of: changes)
            body = SaveMessage.body(of: changes)
            return
        }
        let lines = given.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        summary = lines.first.map(String.init) ?? given
        let rest = lines.count > 1 ? lines[1].drop(while: \.isNewline) : ""
        body = rest.isEmpty ? nil : String(rest)
    }
}

extension FileDiagnostics {
    /// With some of the diagnostics; `nil` where that is none.
    fileprivate func filter(_ isWanted: (Diagnostic) -> Bool) -> FileDiagnostics? {
        let kept = diagnostics.filter(isWanted)
        return kept.isEmpty ? nil : FileDiagnostics(source: source, diagnostics: kept)
    }
}
