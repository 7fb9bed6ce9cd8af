internal import PromptCore

/// A folder that is to go while its content stays.
public struct DissolveFolderRequest: Sendable {
    public var folder: RecordName
    /// Why, in a person's words; kept with the trash entry and in the commit.
    public var reason: String?
    public var isForced: Bool
    public var write: WriteOptions

    public init(
        _ folder: RecordName, reason: String? = nil, isForced: Bool = false,
        write: WriteOptions = WriteOptions()
    ) {
        self.folder = folder
        self.reason = reason
        self.isForced = isForced
        self.write = write
    }
}

/// What ``Store/dissolveFolder(_:)`` did.
public struct DissolveFolderOutcome: Sendable {
    /// What was in the folder.
    public let moved: Moved
    /// The folder's own file.
    public let deleted: Deleted
    public let committed: Committed
}

extension Store {
    /// Moves what is in a folder to the folder above, rewrites references, and moves the folder's own file to the trash.
    ///
    /// - Throws: as ``item(named:)`` and ``dissolve(_:_:in:)``; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func dissolveFolder(
        _ request: DissolveFolderRequest
    ) throws(StoreError) -> DissolveFolderOutcome {
        let item = try item(named: request.folder)
        var transaction = try begin(request.write)
        let options = DeleteOptions(
            reason: request.reason, isForced: request.isForced, now: environment.clock.text,
            author: transaction.author.text)
        let (moved, deleted) = try dissolve(item.address, options, in: &transaction.draft)
        let message = ChangeMessage(
            "folder-rm", "Delete \(item.address.path)/ and keep what is in it", body: request.reason,
            ids: moved.ids + deleted.ids)
        return DissolveFolderOutcome(
            moved: moved, deleted: deleted, committed: try transaction.commit(message))
    }
}
