internal import Diagnostics
public import PromptCore

/// A folder to show as a tree.
public struct TreeRequest: Sendable {
    /// `top` for the whole library.
    public var folder: Address
    /// False if only the records are wanted: a folder that isn't there has none then.
    public var withFolders: Bool

    public init(folder: Address = .top, withFolders: Bool = true) {
        self.folder = folder
        self.withFolders = withFolders
    }
}

/// A folder with everything below it.
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

    public let folder: Address
    /// All records below the folder, folders' own files too, in the order of their paths.
    public let records: [RecordSummary]
    /// By folder, in the order of their names; empty if only the records were wanted.
    public let entries: [Address: [Entry]]
}

extension Store {
    /// Shows a folder with everything below it. Layers are left out.
    ///
    /// - Throws: `notFound` if folders are wanted and there is no such folder.
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
