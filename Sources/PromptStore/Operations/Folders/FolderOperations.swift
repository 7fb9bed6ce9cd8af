public import PromptCore

/// A folder that gets another display name.
public struct NameFolderRequest: Sendable {
    /// The folder.
    public var folder: RecordName
    /// The new display name.
    public var name: String
    /// The options of the commit.
    public var write: WriteOptions

    /// A request for a new display name.
    public init(_ folder: RecordName, as name: String, write: WriteOptions = WriteOptions()) {
        self.folder = folder
        self.name = name
        self.write = write
    }
}

/// The result of ``Store/nameFolder(_:)``.
public struct NameFolderOutcome: Sendable {
    /// The folder's address.
    public let folder: Address
    /// The folder's file, relative to the store.
    public let path: String
    /// The commit; without one if nothing was changed.
    public let committed: Committed

    /// False if it had this name already.
    public var isChanged: Bool { committed.fileCount > 0 }
}

extension Store {
    /// Gives a folder another display name in its `folder.yaml`, which is made if there is none.
    ///
    /// - Throws: as ``item(named:)`` and ``nameFolder(_:as:now:author:in:)``; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func nameFolder(_ request: NameFolderRequest) throws(StoreError) -> NameFolderOutcome {
        let item = try item(named: request.folder)
        var transaction = try begin(request.write)
        let (path, id) = try nameFolder(
            item.address, as: request.name, now: environment.clock.text, author: transaction.author.text,
            in: &transaction.draft)
        let message = ChangeMessage(
            "folder-rename", summary: "Call \(item.address.path)/ \(quoted(request.name))",
            ids: id.map { [$0] } ?? [])
        return NameFolderOutcome(
            folder: item.address, path: path, committed: try transaction.commit(message))
    }
}

/// A folder that gets another path.
public struct RenameFolderRequest: Sendable {
    /// The folder.
    public var folder: RecordName
    /// Its new last part, or its whole new path if it contains a `/`.
    public var path: String
    /// The options of the commit.
    public var write: WriteOptions

    /// A request for another path.
    public init(_ folder: RecordName, to path: String, write: WriteOptions = WriteOptions()) {
        self.folder = folder
        self.path = path
        self.write = write
    }
}

extension Store {
    /// Renames a folder, and rewrites references as ``move(_:)`` does.
    ///
    /// - Throws: as ``item(named:)`` and ``move(_:to:in:)``; `address`; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func renameFolder(_ request: RenameFolderRequest) throws(StoreError) -> MoveOutcome {
        let item = try item(named: request.folder)
        let parent = item.address.folder.path
        let isWhole = request.path.contains("/") || parent.isEmpty
        var transaction = try begin(request.write)
        let target = try StoreError.folding { () throws(AddressError) in
            try Address(validating: isWhole ? request.path : parent + "/" + request.path)
        }
        let moved = try move(item, to: target, in: &transaction.draft)
        let message = ChangeMessage(
            "folder-rename", summary: "Rename \(item.address.path)/ to \(target.path)/", ids: moved.ids)
        return MoveOutcome(moved: moved, committed: try transaction.commit(message))
    }
}

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
    /// The contents of the folder, at their new paths.
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
    /// - Throws: as ``item(named:)`` and ``dissolve(_:options:in:)``; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
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
            "folder-rm", summary: "Delete \(item.address.path)/ and keep its contents", body: request.reason,
            ids: moved.ids + deleted.ids)
        return DissolveFolderOutcome(
            moved: moved, deleted: deleted, committed: try transaction.commit(message))
    }
}
