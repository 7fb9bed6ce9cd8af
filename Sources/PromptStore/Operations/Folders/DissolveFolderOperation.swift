internal import PromptCore

/// A folder to remove without its contents.
public struct DissolveFolderRequest: Sendable {
    /// The folder.
    public var folder: RecordName
    /// The reason in a person's words; kept with the trash entry and in the commit.
    public var reason: String?
    /// As for a deletion: true to skip the check for users of the removed file.
    public var isForced: Bool
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
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

/// The result of ``Store/dissolveFolder(_:)``.
public struct DissolveFolderOutcome: Sendable {
    /// The contents of the folder, at their new places.
    public let moved: Moved
    /// The trash entry of the folder's own file.
    public let deleted: Deleted
    /// The commit; without one if nothing was changed.
    public let committed: Committed
}

extension Store {
    /// Moves the contents of a folder to the folder above, rewrites references, and moves the folder's own
    /// file to the trash.
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
        let (moved, deleted) = try dissolve(item.address, options: options, in: &transaction.draft)
        let message = ChangeMessage(
            "folder-rm", summary: "Delete \(item.address.path)/ and keep what is in it", body: request.reason,
            ids: moved.ids + deleted.ids)
        return DissolveFolderOutcome(
            moved: moved, deleted: deleted, committed: try transaction.commit(message))
    }
}
