public import Diagnostics
public import Git
public import PromptCore
public import PromptMerge

/// The edits of the work tree that are not committed yet.
public struct StoreStatus: Sendable {
    /// The edits, sorted by path.
    public var changes: [StatusChange]
    /// The branch and the commit of `HEAD`.
    public let head: Head
    /// A merge, rebase or similar operation that is not finished; `nil` if there is none.
    public let operation: RepositoryOperation?
    let repository: Repository
    /// The number of failures of the machine before the work tree was read.
    let failuresBefore: Int

    /// True if there is at least one commit.
    public var hasVersions: Bool { head.commit != nil }

    /// Returns the difference between a changed record and its version in `HEAD`; `nil` for files in the
    /// trash and for unreadable ones.
    public func comparison(of change: StatusChange) -> RecordComparison? {
        guard let record = change.record, change.kind == .deleted || change.bytes != nil else { return nil }
        var before: ParsedFile?
        if let head = change.head, let path = change.pathBefore {
            guard let bytes = try? repository.blob(head, limit: Store.maxFileBytes) else { return nil }
            let old = WorkTreePath.record(at: path)?.address ?? record.address
            before = ParsedFile(
                SourceText(name: path, bytes: bytes), kind: record.kind, address: old, format: .newest)
        }
        let after = change.bytes.map {
            ParsedFile(
                SourceText(name: change.path, bytes: $0), kind: record.kind, address: record.address,
                format: .newest)
        }
        return RecordComparison.between(before, and: after)
    }
}

/// One record (or another file of the store) whose file differs from `HEAD`.
public struct StatusChange: Sendable {
    /// The kind of change.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// `HEAD` has no such record.
        case new
        /// The content of the file differs.
        case edited
        /// The file was deleted.
        case deleted
        /// The same id, or the same content if there is no id, is at another path; it may be edited too.
        case renamed
    }

    /// Its present path; for a deleted record, its former path. Relative to the store.
    public let path: String
    /// The former path of a renamed record; else `nil`.
    public let oldPath: String?
    /// The kind of change.
    public let kind: Kind
    /// The record of the path; `nil` for files in the trash.
    public let record: Contents.File?
    /// The id in the file; for a deleted record, in its file in `HEAD`.
    public let id: RecordID?
    /// The file in the work tree; `nil` for a deleted record and for an unreadable file.
    let bytes: [UInt8]?
    /// The content in `HEAD`; `nil` if there is none.
    let head: ObjectID?
    /// The errors in the file, each with its position; `nil` if there are none.
    public internal(set) var errors: FileDiagnostics?

    /// True if the file has errors, so that it is not saved as it is.
    public var isInvalid: Bool { errors != nil }

    /// Its path in `HEAD`; `nil` for a new record.
    public var pathBefore: String? { kind == .new ? nil : oldPath ?? path }

    /// Its address in `HEAD`, if it differs from the present one.
    public var oldAddress: Address? { oldPath.flatMap(WorkTreePath.record)?.address }
}
