internal import Diagnostics
public import PromptCore

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
    /// - Throws: as ``file(named:)``; `invalid` for a file that can't be decoded, `assignment`, `newErrors`; as ``begin(_:)``
    ///   and ``Transaction/commit(_:)``.
    public func set(_ request: SetRequest) throws(StoreError) -> SetOutcome {
        // A missing record is found without the lock, and therefore without loading libgit2.
        _ = try file(named: request.record)
        var transaction = try begin(request.write)
        let before = try file(named: request.record)
        let library = library()
        guard before.record != nil else {
            throw .blocked([Checker.blocking(before, in: library)].compactMap { $0 })
        }
        let after = try StoreError.foldingAssignment { () throws(AssignmentError) in
            try before.applying(request.assignments).assigningID(newID())
        }
        let edit = FileEdit(before: before, after: after)
        try refuseNewErrors(in: [edit], library)
        var keys: [String] = []
        for key in request.assignments.map({ $0.key.joined(separator: ".") }) where !keys.contains(key) {
            keys.append(key)
        }
        transaction.draft.replace(before, with: after)
        let name = before.address.path.isEmpty ? "prompts/" : before.address.path
        let committed = try transaction.commit(
            ChangeMessage(
                "set", summary: "Set \(keys.joined(separator: ", ")) of \(name)",
                ids: after.record?.header.id.map { [$0.value] } ?? []))
        return SetOutcome(record: edit.record, keys: keys, committed: committed)
    }
}
