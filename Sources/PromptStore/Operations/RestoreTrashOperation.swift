internal import PromptCore

/// A trash entry to restore.
public struct RestoreTrashRequest: Sendable {
    /// The entry's id, the start of it, or its former address.
    public var entry: String
    /// Its new address as typed; `nil` for its former one.
    public var destination: String?
    /// The options of the commit.
    public var write: WriteOptions

    /// A request to restore an entry.
    public init(_ entry: String, to destination: String? = nil, write: WriteOptions = WriteOptions()) {
        self.entry = entry
        self.destination = destination
        self.write = write
    }
}

/// The result of ``Store/restoreTrash(_:)``.
public struct RestoreTrashOutcome: Sendable {
    /// The restored entry.
    public let entry: TrashEntry
    /// The number of older entries with the same address.
    public let olderCount: Int
    /// The restored files, and the rewritten references.
    public let restored: Moved
    /// The commit; without one if nothing was changed.
    public let committed: Committed
}

extension Store {
    /// Restores a trash entry, unchanged and under its id.
    ///
    /// - Throws: `endingGiven`; as ``trashEntry(_:)``, ``destination(of:_:)`` and ``restore(_:to:in:)``; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func restoreTrash(_ request: RestoreTrashRequest) throws(StoreError) -> RestoreTrashOutcome {
        if let destination = request.destination { try Address.refuseEnding(of: destination) }
        let (entry, older) = try trashEntry(request.entry)
        var transaction = try begin(request.write)
        var target: Address?
        if let destination = request.destination {
            let item = Contents.File(address: entry.address, kind: entry.kind)
            target = try self.destination(of: item, destination)
        }
        let restored = try restore(entry, to: target, in: &transaction.draft)
        let message = ChangeMessage(
            "trash-restore", summary: "Restore \(restored.target.title)", ids: restored.ids)
        return RestoreTrashOutcome(
            entry: entry, olderCount: older, restored: restored, committed: try transaction.commit(message))
    }
}
