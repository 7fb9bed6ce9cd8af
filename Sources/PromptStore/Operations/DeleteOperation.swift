internal import PromptCore

/// Records and folders to move to the trash.
public struct DeleteRequest: Sendable {
    /// The records and folders, each with its contents.
    public var items: [RecordName]
    /// The reason in a person's words; kept with the entries and in the commit.
    public var reason: String?
    /// True if modules and variables are deleted even if others use them.
    public var isForced: Bool
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
    public init(
        _ items: [RecordName], reason: String? = nil, isForced: Bool = false,
        write: WriteOptions = WriteOptions()
    ) {
        self.items = items
        self.reason = reason
        self.isForced = isForced
        self.write = write
    }
}

/// The result of ``Store/delete(_:)``.
public struct DeleteOutcome: Sendable {
    /// The trash entries and the users of the deleted records.
    public let deleted: Deleted
    /// The commit; without one if nothing was changed.
    public let committed: Committed
}

extension Store {
    /// Moves records and folders to the trash, each as a separate entry.
    ///
    /// - Throws: as ``item(named:)`` and ``delete(_:_:in:)``; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func delete(_ request: DeleteRequest) throws(StoreError) -> DeleteOutcome {
        var items: [Contents.File] = []
        for name in request.items { items.append(try item(named: name)) }
        var transaction = try begin(request.write)
        let options = DeleteOptions(
            reason: request.reason, isForced: request.isForced, now: environment.clock.text,
            author: transaction.author.text)
        let deleted = try delete(items, options: options, in: &transaction.draft)
        let titles = deleted.entries.map { Contents.File(address: $0.address, kind: $0.kind).title }
        let message = ChangeMessage(
            "rm", summary: Store.deletionSummary(titles), body: request.reason, ids: deleted.ids)
        return DeleteOutcome(deleted: deleted, committed: try transaction.commit(message))
    }

    /// Returns `Delete a, b, c and 3 more`.
    private static func deletionSummary(_ titles: [String]) -> String {
        "Delete " + titles.prefix(3).joined(separator: ", ")
            + (titles.count > 3 ? " and \(titles.count - 3) more" : "")
    }
}
