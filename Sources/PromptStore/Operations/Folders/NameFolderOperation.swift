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
    /// - Throws: as ``item(named:)`` and ``nameFolder(_:_:now:author:in:)``; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func nameFolder(_ request: NameFolderRequest) throws(StoreError) -> NameFolderOutcome {
        let item = try item(named: request.folder)
        var transaction = try begin(request.write)
        let (path, id) = try nameFolder(
            item.address, as: request.name, now: environment.clock.text, author: transaction.author.text,
            in: &transaction.draft)
        let message = ChangeMessage(
            "folder-rename", summary: "Call \(item.address.path)/ \(quoted(request.name))", ids: id.map { [$0] } ?? [])
        return NameFolderOutcome(
            folder: item.address, path: path, committed: try transaction.commit(message))
    }
}
