internal import PromptCore

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
    /// - Throws: as ``item(named:)`` and ``move(_:to:in:)``; `address`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func renameFolder(_ request: RenameFolderRequest) throws(StoreError) -> MoveOutcome {
        let item = try item(named: request.folder)
        let parent = item.address.folder.path
        let isWhole = request.path.contains("/") || parent.isEmpty
        var transaction = try begin(request.write)
        let target: Address
        do throws(AddressError) {
            target = try Address(validating: isWhole ? request.path : parent + "/" + request.path)
        } catch {
            throw .address(error)
        }
        let moved = try move(item, to: target, in: &transaction.draft)
        let message = ChangeMessage(
            "folder-rename", summary: "Rename \(item.address.path)/ to \(target.path)/", ids: moved.ids)
        return MoveOutcome(moved: moved, committed: try transaction.commit(message))
    }
}
