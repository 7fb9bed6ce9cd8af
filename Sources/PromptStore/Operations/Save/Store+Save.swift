internal import Diagnostics
internal import Git
internal import PromptCore
internal import SafeFiles

/// The result of `save`.
public struct Saved: Sendable {
    /// The commit; without one if there was nothing to save.
    public let committed: Committed
    /// The saved changes.
    public let changes: [StatusChange]
    /// The commit's subject.
    public let summary: String
    /// Notes for the user: copies that got a new id.
    public let notes: [String]

    /// The result if there was nothing to save.
    public static let nothing = Saved(
        committed: Committed(commit: nil, fileCount: 0), changes: [], summary: "", notes: [])
}

extension Store {
    /// Makes a version of edits in the work tree: one commit of exactly these files.
    ///
    /// Records without an id get one, in place. Files that were deleted in the work tree are deleted in the
    /// version too, and are not in the trash.
    ///
    /// - Parameters:
    ///   - changes: some or all changes that `status` found.
    ///   - message: the commit's message; its first line is the subject. `nil` makes one.
    ///   - isForced: true if files with errors are saved too, and deletions of modules that others use.
    ///   - allowsSecrets: true if texts that look like keys are saved too.
    /// - Throws: `invalid` with the errors of the files; `secrets`; `refactoring` if others use a deleted record;
    ///   `file(.changedOnDisk)` if a file changed after `status` read it.
    func save(
        _ changes: [StatusChange], of status: StoreStatus, message: String? = nil, isForced: Bool = false,
        allowsSecrets: Bool = false, options: WriteOptions = WriteOptions()
    ) throws(StoreError) -> Saved {
        if let operation = status.operation {
            throw .inProgress(operation: operation.name, finish: operation.finish)
        }
        if !allowsSecrets { try refuseSecrets(in: changes) }
        if !isForced { try refuseErrors(in: changes, allowsSecrets: allowsSecrets) }
        let unreadable = changes.filter { $0.bytes == nil && $0.kind != .deleted }
        let changes = changes.filter { $0.bytes != nil || $0.kind == .deleted }
        var notes = unreadable.map { "\($0.path) can't be read, so its last committed content is kept" }
        let repository = try repository()
        var transaction = try begin(options)
        transaction.allowsSecrets = allowsSecrets
        transaction.countFailures(since: status.failuresBefore)
        var tree: ObjectID?
        if let head = status.head.commit { tree = try? repository.gitRepository.commit(head).tree }
        var identity = SavedIdentity(
            of: changes, files: { contents().files }, directory: directory, repository: repository, tree: tree
        )
        var ids: [RecordID] = []
        for change in changes {
            let (id, note) = Store.record(change, identity: &identity, in: &transaction.draft)
            if let id { ids.append(id) }
            if let note { notes.append(note) }
        }
        let text = SaveText(message, for: changes)
        let committed = try transaction.commit(
            ChangeMessage("save", summary: text.summary, body: text.body, ids: ids))
        let summary = changes.isEmpty ? "" : text.summary
        return Saved(committed: committed, changes: changes, summary: summary, notes: notes)
    }

    /// Adds one change to a draft, the record with its final id.
    ///
    /// - Returns: the id, and a note if a copy got a new one.
    private static func record(
        _ change: StatusChange, identity: inout SavedIdentity, in draft: inout Draft
    ) -> (id: RecordID?, note: String?) {
        if let old = change.oldPath { draft.record(old, as: nil) }
        guard let bytes = change.bytes else {
            draft.record(change.path, as: nil)
            return (change.id, nil)
        }
        guard let record = change.record, !identity.keepsID(change) else {
            draft.record(change.path, as: bytes, from: change.oldPath)
            return (change.record == nil ? nil : change.id, nil)
        }
        let source = SourceText(name: change.path, bytes: bytes)
        let (file, note) = identity.identified(
            ParsedFile(source, kind: record.kind, address: record.address, format: .newest), for: change)
        if file.source == source {
            draft.record(change.path, as: bytes, from: change.oldPath)
        } else {
            draft.replace(change.path, with: file.source.bytes, before: bytes)
        }
        return (file.record?.header.id?.value, note)
    }

    /// Refuses secrets even if everything else is forced, because a version can't be taken back once it is
    /// shared.
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

/// A commit's subject and text, given or generated.
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
    /// Returns the report with some of the diagnostics; `nil` if none is left.
    fileprivate func filter(_ isWanted: (Diagnostic) -> Bool) -> FileDiagnostics? {
        let kept = diagnostics.filter(isWanted)
        return kept.isEmpty ? nil : FileDiagnostics(source: source, diagnostics: kept)
    }
}

/// The default message of a commit of saved edits.
enum SaveMessage {
    /// `Edit marketing/launch-email`, `Move a/x to b/x`, `Add 3 prompts`, `Edit 4 files`.
    static func summary(of changes: [StatusChange]) -> String {
        if changes.count == 1, let change = changes.first { return one(change) }
        let kinds = Set(changes.map(\.kind))
        let verb = kinds.count == 1 ? changes.first?.kind.verb ?? "Edit" : "Edit"
        let records = Set(changes.map(\.record?.kind))
        guard records.count == 1, let kind = changes.first?.record?.kind, kind != .manifest else {
            return "\(verb) \(changes.count) files"
        }
        return "\(verb) \(changes.count) \(kind.rawValue)s"
    }

    /// Returns one line for each of several changes; `nil` for one change.
    static func body(of changes: [StatusChange]) -> String? {
        guard changes.count > 1 else { return nil }
        let lines = changes.prefix(limit).map { "- " + one($0) }
        let rest = changes.count - lines.count
        return (lines + (rest > 0 ? ["- and \(rest) more"] : [])).joined(separator: "\n")
    }

    /// The largest number of lines. People read a message: the diff has the contents of a large first
    /// version.
    private static let limit = 50

    private static func one(_ change: StatusChange) -> String {
        let verb = change.kind.verb
        if let old = change.oldAddress, let new = change.record?.address, old != new {
            return "\(verb) \(old.path) to \(new.path)"
        }
        return "\(verb) \(name(change))"
    }

    /// Returns the address, if there is one; for a folder its own.
    static func name(_ change: StatusChange) -> String {
        change.record.map(name(of:)) ?? change.path
    }

    static func name(of record: Contents.File) -> String {
        record.address.path.isEmpty ? record.path : record.address.path
    }
}

extension StatusChange.Kind {
    /// The first word of the commit message.
    fileprivate var verb: String {
        switch self {
        case .new: "Add"
        case .edited: "Edit"
        case .deleted: "Delete"
        case .renamed: "Move"
        }
    }
}

extension Store {
    /// Finds new paths that are the same name as another file or folder on systems that fold case or Unicode
    /// forms.
    func twins(of changes: [StatusChange]) -> [FileDiagnostics] {
        let new = Set(changes.filter { $0.kind == .new || $0.kind == .renamed }.map(\.path))
        if new.isEmpty { return [] }
        let paths = contents().files.map(\.path)
        var spellings: [String: String] = [:]
        for path in paths where !new.contains(path) {
            for part in Store.prefixes(of: path) { spellings[Slug.foldingKey(part)] = part }
        }
        var found: [FileDiagnostics] = []
        for path in paths where new.contains(path) {
            for part in Store.prefixes(of: path) {
                let known = spellings.updateValue(part, forKey: Slug.foldingKey(part))
                // `==` is canonical equivalence, so bytes are compared.
                guard let known, !known.utf8.elementsEqual(part.utf8) else { continue }
                let twin = Diagnostic.addressTwins(part, and: known)
                found.append(FileDiagnostics(source: SourceText(name: path, bytes: []), diagnostics: [twin]))
                break
            }
        }
        return found
    }

    /// Returns `a`, `a/b`, `a/b/c` for `a/b/c`.
    private static func prefixes(of path: String) -> [String] {
        path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) } + [path]
    }
}
