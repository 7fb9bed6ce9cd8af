internal import Diagnostics
public import PromptCore

/// A folder to show as a tree.
public struct TreeRequest: Sendable {
    /// The folder; `top` for the whole library.
    public var folder: Address
    /// False if only the records are needed: a missing folder then has none.
    public var withFolders: Bool

    /// A request for a folder.
    public init(folder: Address = .top, withFolders: Bool = true) {
        self.folder = folder
        self.withFolders = withFolders
    }
}

/// A folder with its contents.
public struct TreeOutcome: Sendable {
    /// An entry of a folder.
    public enum Entry: Sendable {
        /// A folder, and the name that its own file gives it, if any.
        case folder(Address, name: String?)
        case record(RecordSummary)

        /// The last part of its address.
        public var name: String {
            switch self {
            case .folder(let address, _): address.name
            case .record(let record): record.address.name
            }
        }
    }

    /// The folder of the request.
    public let folder: Address
    /// All records below the folder, including folders' own files, sorted by path.
    public let records: [RecordSummary]
    /// The entries of each folder, sorted by name; empty if only the records were requested.
    public let entries: [Address: [Entry]]
}

extension Store {
    /// Shows a folder with its contents. Layers are left out.
    ///
    /// - Throws: `notFound` if folders are requested and there is no such folder.
    public func tree(_ request: TreeRequest) throws(StoreError) -> TreeOutcome {
        let records = try summaries(in: request.folder, withTimes: false)
        guard request.withFolders else {
            return TreeOutcome(folder: request.folder, records: records, entries: [:])
        }
        let folders = contents().folders
        guard folders.contains(request.folder) else {
            throw .notFound(
                kind: "folder", address: request.folder.path,
                near: Suggestion.nearest(to: request.folder.path, among: folders.map(\.path)).map { [$0] }
                    ?? [])
        }
        var names: [Address: String] = [:]
        var entries: [Address: [TreeOutcome.Entry]] = [:]
        for record in records where record.kind == .folder { names[record.address] = record.name }
        for folder in folders where !folder.path.isEmpty {
            entries[folder.folder, default: []].append(.folder(folder, name: names[folder]))
        }
        for record in records where record.kind != .folder {
            entries[record.address.folder, default: []].append(.record(record))
        }
        for folder in entries.keys {
            entries[folder]?.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        }
        return TreeOutcome(folder: request.folder, records: records, entries: entries)
    }
}
