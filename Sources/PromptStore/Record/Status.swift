public import Diagnostics
public import GitRepo
public import PromptCore
public import PromptMerge

/// The edits of the work tree that are in no version yet.
public struct StoreStatus: Sendable {
    /// In the order of their paths.
    public var changes: [StatusChange]
    /// Where `HEAD` stands.
    public let head: Head
    /// A merge, rebase or the like that waits to be finished.
    public let operation: RepositoryOperation?
    let repository: Repository
    /// How many failures of the machine there were before the work tree was looked at.
    let failuresBefore: Int

    /// Whether there is a first version yet.
    public var hasVersions: Bool { head.commit != nil }

    /// How a changed record differs from what `HEAD` has; `nil` for what lies in the trash and for what can't be read.
    public func comparison(of change: StatusChange) -> RecordComparison? {
        guard let record = change.record, change.kind == .deleted || change.bytes != nil else { return nil }
        var before: ParsedFile?
        if let head = change.head, let path = change.pathBefore {
            guard let bytes = try? repository.blob(head, limit: Store.maxFileBytes) else { return nil }
            let old = WorkTreePath.record(at: path)?.address ?? record.address
            before = ParsedFile(SourceText(name: path, bytes: bytes), kind: record.kind, address: old)
        }
        let after = change.bytes.map {
            ParsedFile(SourceText(name: change.path, bytes: $0), kind: record.kind, address: record.address)
        }
        return RecordComparison.between(before, after)
    }
}

/// One record (or another file of the store) whose file is not as `HEAD` has it.
public struct StatusChange: Sendable {
    /// What happened to it.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// `HEAD` has no such record.
        case new
        /// The file holds something else.
        case edited
        /// The file is gone.
        case deleted
        /// The same id, or the same content where there is no id, at another path; it may be edited too.
        case renamed
    }

    /// Where it is now; for a deleted one, where it was. Relative to the store.
    public let path: String
    /// Where it was, for a renamed one.
    public let oldPath: String?
    public let kind: Kind
    /// What the path stands for; `nil` for what lies in the trash.
    public let record: Contents.File?
    /// The id in the file, or for a deleted one in `HEAD`'s.
    public let id: RecordID?
    /// The file in the work tree; `nil` for a deleted one and for one that can't be read.
    let bytes: [UInt8]?
    /// What `HEAD` has of it.
    let head: ObjectID?
    /// The errors in the file, each with its place; empty where there are none.
    public internal(set) var errors: FileDiagnostics?

    /// Whether the file has errors, so that it is not saved as it is.
    public var isInvalid: Bool { errors != nil }

    /// Where it was in `HEAD`, for one that is not new.
    public var pathBefore: String? { kind == .new ? nil : oldPath ?? path }

    /// What it was at in `HEAD`, where that was another address than now.
    public var oldAddress: Address? { oldPath.flatMap(WorkTreePath.record)?.address }
}
