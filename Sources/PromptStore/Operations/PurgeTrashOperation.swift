internal import Diagnostics
internal import PromptCore

/// Trash entries that are to go.
public struct PurgeTrashRequest: Sendable {
    /// Paths of the entries' directories, relative to the store: see ``Trash/directories(before:)``.
    public var directories: [String]
    public var write: WriteOptions

    public init(_ directories: [String], write: WriteOptions = WriteOptions()) {
        self.directories = directories
        self.write = write
    }
}

/// What ``Store/purgeTrash(_:)`` did.
public struct PurgeTrashOutcome: Sendable {
    public let purged: Purged
    public let committed: Committed

    /// For an empty request.
    public static let nothing = PurgeTrashOutcome(
        purged: Purged(), committed: Committed(commit: nil, fileCount: 0))
}

extension Store {
    /// Takes trash entries out of the store. The history keeps them.
    ///
    /// - Throws: as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func purgeTrash(_ request: PurgeTrashRequest) throws(StoreError) -> PurgeTrashOutcome {
        if request.directories.isEmpty { return .nothing }
        var transaction = try begin(request.write)
        let purged = purge(request.directories, in: &transaction.draft)
        let count = counted(purged.directories.count, "trash entry", "trash entries")
        return PurgeTrashOutcome(
            purged: purged,
            committed: try transaction.commit(ChangeMessage("trash-purge", "Purge \(count)")))
    }
}

extension Trash {
    /// The directories of the entries that were deleted before a moment; of all, also of those that can't be read, if it is
    /// `nil`.
    ///
    /// - Parameter seconds: since 1970, in UTC.
    public func directories(before seconds: Int64?) -> [String] {
        guard let seconds else { return entries.map(\.directory) + brokenDirectories }
        return entries(before: seconds).map(\.directory)
    }
}
