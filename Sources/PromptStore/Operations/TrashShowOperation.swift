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
