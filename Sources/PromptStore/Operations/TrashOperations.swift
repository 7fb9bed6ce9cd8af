internal import Diagnostics
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
    /// - Throws: as ``item(named:)`` and ``delete(_:options:in:)``; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
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

/// An entry of the trash to show.
public struct TrashShowRequest: Sendable {
    /// The entry's id, the start of it, or the deleted address.
    public var entry: String

    /// A request for one entry.
    public init(entry: String) {
        self.entry = entry
    }
}

/// An entry of the trash with the texts of its files.
public struct TrashShowOutcome: Sendable {
    /// A file of the entry.
    public struct File: Sendable, Hashable {
        /// The path, relative to the store.
        public let path: String
        /// The content; bytes that are not UTF-8 are replaced.
        public let text: String
    }

    /// The entry.
    public let entry: TrashEntry
    /// The number of older entries with the same address.
    public let older: Int
    /// All files of the entry except its own `trash.yaml`.
    public let files: [File]
}

extension Store {
    /// Shows an entry of the trash.
    ///
    /// - Throws: as ``trashEntry(_:)``; `file` if one of its files can't be read.
    public func showTrash(_ request: TrashShowRequest) throws(StoreError) -> TrashShowOutcome {
        let (entry, older) = try trashEntry(request.entry)
        var shown: [TrashShowOutcome.File] = []
        for path in try files(of: entry) {
            let text = String(decoding: try trashedBytes(path), as: UTF8.self)
            shown.append(TrashShowOutcome.File(path: path, text: text))
        }
        return TrashShowOutcome(entry: entry, older: older, files: shown)
    }
}

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
    /// - Throws: `endingGiven`; as ``trashEntry(_:)``, ``destination(of:_:)`` and ``restore(_:to:in:)``; as
    ///   ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func restoreTrash(_ request: RestoreTrashRequest) throws(StoreError) -> RestoreTrashOutcome {
        if let destination = request.destination { try Address.refuseEnding(of: destination) }
        let (entry, older) = try trashEntry(request.entry)
        var transaction = try begin(request.write)
        // The entry was found without the lock.
        guard try isThere(entry.directory + "/trash.yaml") else {
            throw .trash(.changed(id: entry.id))
        }
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
