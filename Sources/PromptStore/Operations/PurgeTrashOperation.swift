internal import Diagnostics
internal import PromptCore

/// Trash entries to remove.
public struct PurgeTrashRequest: Sendable {
    /// Paths of the entries' directories, relative to the store: see ``Trash/directories(before:)``.
    public var directories: [String]
    /// The options of the commit.
    public var write: WriteOptions

    /// A request to remove the entries at these paths.
    public init(_ directories: [String], write: WriteOptions = WriteOptions()) {
        self.directories = directories
        self.write = write
    }
}

/// The result of ``Store/purgeTrash(_:)``.
public struct PurgeTrashOutcome: Sendable {
    /// The removed entries, and those that were not removed.
    public let purged: Purged
    /// The commit; without one if nothing was changed.
    public let committed: Committed

    /// The result of an empty request.
    public static let nothing = PurgeTrashOutcome(
        purged: Purged(), committed: Committed(commit: nil, fileCount: 0))
}

extension Store {
    /// Removes trash entries from the store. The history keeps them.
    ///
    /// - Throws: as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func purgeTrash(_ request: PurgeTrashRequest) throws(StoreError) -> PurgeTrashOutcome {
        if request.directories.isEmpty { return .nothing }
        var transaction = try begin(request.write)
        let purged = purge(request.directories, in: &transaction.draft)
        let count = counted(purged.directories.count, one: "trash entry", many: "trash entries")
        return PurgeTrashOutcome(
            purged: purged,
            committed: try transaction.commit(ChangeMessage("trash-purge", summary: "Purge \(count)")))
    }
}

extension Trash {
    /// Returns the directories of the entries that were deleted before a moment; if it is `nil`, of all
    /// entries, including those that can't be read.
    ///
    /// - Parameter seconds: since 1970, in UTC.
    public func directories(before seconds: Int64?) -> [String] {
        guard let seconds else { return entries.map(\.directory) + brokenDirectories }
        return entries(before: seconds).map(\.directory)
    }
}
