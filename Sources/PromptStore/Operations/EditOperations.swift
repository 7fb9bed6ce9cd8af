internal import Diagnostics
public import PromptCore
internal import SafeFiles

/// New values for keys of one file.
public struct SetRequest: Sendable {
    /// The record.
    public var record: RecordName
    /// The new values, in the order in which they are set. Values that only fit together are set in one
    /// request.
    public var assignments: [Assignment]
    /// The options of the commit.
    public var write: WriteOptions

    /// A request to set keys.
    public init(_ record: RecordName, assignments: [Assignment], write: WriteOptions = WriteOptions()) {
        self.record = record
        self.assignments = assignments
        self.write = write
    }
}

/// The result of ``Store/set(_:)``.
public struct SetOutcome: Sendable {
    /// The changed record.
    public let record: Contents.File
    /// The keys of the request, each once: `variables.words.max`.
    public let keys: [String]
    /// The commit; without one if nothing was changed.
    public let committed: Committed

    /// False if the file had these values already.
    public var isChanged: Bool { committed.fileCount > 0 }
}

extension Store {
    /// Sets keys of a prompt, module, variable or folder, and leaves the rest of its file unchanged.
    ///
    /// - Throws: as ``file(named:)``; `invalid` for a file that can't be decoded, `assignment`, `newErrors`;
    ///   as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func set(_ request: SetRequest) throws(StoreError) -> SetOutcome {
        // A missing record is found without the lock, and therefore without loading libgit2.
        let found = try file(named: request.record)
        var transaction = try begin(request.write)
        let before = try isUnchanged(found) ? found : file(named: request.record)
        let library = library()
        guard before.record != nil else {
            throw .blocked([Checker.blocking(before, in: library)].compactMap { $0 })
        }
        let after = try StoreError.folding { () throws(AssignmentError) in
            try before.applying(request.assignments).assigningID(newID())
        }
        let edit = FileEdit(before: before, after: after)
        try refuseNewErrors(in: [edit], library)
        var keys: [String] = []
        for key in request.assignments.map({ $0.key.joined(separator: ".") }) where !keys.contains(key) {
            keys.append(key)
        }
        transaction.draft.replace(before, with: after)
        let committed = try transaction.commit(
            ChangeMessage(
                "set", summary: "Set \(keys.joined(separator: ", ")) of \(before.address.shown)",
                ids: after.record?.header.id.map { [$0.value] } ?? []))
        return SetOutcome(record: edit.record, keys: keys, committed: committed)
    }
}

/// A file that an editor changed.
public struct EditRequest: Sendable {
    /// The file as it was read before the editor opened.
    public var before: ParsedFile
    /// The file as it was read when the editor closed.
    public var after: ParsedFile
    /// The options of the commit.
    public var write: WriteOptions

    /// A request for one edited file.
    public init(of before: ParsedFile, now after: ParsedFile, write: WriteOptions = WriteOptions()) {
        self.before = before
        self.after = after
        self.write = write
    }
}

extension Store {
    /// Makes a version of one file that an editor changed. The file gets an id if it has none.
    ///
    /// - Returns: a result without a commit if `HEAD` has the same content.
    /// - Throws: `file(.changedOnDisk)` if it was changed again since; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func commitEdit(_ request: EditRequest) throws(StoreError) -> Committed {
        let (before, after) = (request.before, request.after)
        let path = after.address.file(after.kind)
        var transaction = try begin(request.write)
        var wanted = after
        if after.record != nil, after.record?.header.id == nil, after.kind != .manifest {
            wanted = after.settingID(before.record?.header.id?.value ?? newID()) ?? after
        }
        if wanted.source == after.source {
            transaction.draft.record(path, as: after.source.bytes)
        } else {
            transaction.draft.replace(path, with: wanted.source.bytes, before: after.source.bytes)
        }
        let name = SaveMessage.name(of: Contents.File(address: after.address, kind: after.kind))
        let ids = [wanted.record?.header.id?.value].compactMap { $0 }
        return try transaction.commit(ChangeMessage("edit", summary: "Edit \(name)", ids: ids))
    }

    /// Checks that a change can be written now.
    ///
    /// - Throws: as ``begin(_:)``: without a repository, during a merge, or if another process does not end.
    public func checkWritable() throws(StoreError) {
        _ = try begin()
    }
}

/// A file that an operation changes, in memory.
struct FileEdit {
    let before, after: ParsedFile

    /// The record's address and kind.
    var record: Contents.File { Contents.File(address: before.address, kind: before.kind) }
}

extension Store {
    /// Returns true if the work tree still has a file's bytes.
    func isUnchanged(_ file: ParsedFile) -> Bool {
        let bytes = try? directory.read(file.source.name, limit: Store.maxFileBytes + 1)
        return bytes.map { $0 == file.source.bytes } ?? false
    }

    /// Refuses a change after which `validate` finds a new error. This includes errors that decoding can't
    /// find, such as a default against its own rules, a broken text, or a missing module.
    ///
    /// - Parameters:
    ///   - edits: every file of the change.
    ///   - library: the library before the change.
    /// - Throws: `newErrors`.
    func refuseNewErrors(in edits: [FileEdit], _ library: any Library) throws(StoreError) {
        let found = edits.compactMap { edit in
            let new = newProblems(.error, of: edit, among: edits, in: library)
            return new.isEmpty ? nil : FileDiagnostics(source: edit.after.source, diagnostics: new)
        }
        if !found.isEmpty { throw .newErrors(found) }
    }

    /// Returns the new problems of one severity in one file of a change.
    func newProblems(
        _ severity: Severity, of edit: FileEdit, among edits: [FileEdit], in library: any Library
    ) -> [Diagnostic] {
        Checker.newProblems(
            in: edit.after, insteadOf: edit.before, severity, library: library, with: edits.map(\.after))
    }
}
