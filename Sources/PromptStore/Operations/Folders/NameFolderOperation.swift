public import PromptCore

/// A folder that people shall call otherwise.
public struct NameFolderRequest: Sendable {
    public var folder: RecordName
    public var name: String
    public var write: WriteOptions

    public init(_ folder: RecordName, as name: String, write: WriteOptions = WriteOptions()) {
        self.folder = folder
        self.name = name
        self.write = write
    }
}

/// What ``Store/nameFolder(_:)`` did.
public struct NameFolderOutcome: Sendable {
    public let folder: Address
    /// The folder's file, relative to the store.
    public let path: String
    public let committed: Committed

    /// False if it was called so already.
    public var isChanged: Bool { committed.fileCount > 0 }
}

extension Store {
    /// Gives a folder another name for people, in its `folder.yaml`, which is made if there is none.
    ///
    /// - Throws: as ``item(named:)`` and ``nameFolder(_:_:now:author:in:)``; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func nameFolder(_ request: NameFolderRequest) throws(StoreError) -> NameFolderOutcome {
        let item = try item(named: request.folder)
        var transaction = try begin(request.write)
        let (path, id) = try nameFolder(
            item.address, request.name, now: environment.clock.text, author: transaction.author.text,
            in: &transaction.draft)
        let message = ChangeMessage(
            "folder-rename", "Call \(item.address.path)/ \(quoted(request.name))", ids: id.map { [$0] } ?? [])
        return NameFolderOutcome(
            folder: item.address, path: path, committed: try transaction.commit(message))
    }
}
