internal import Diagnostics
public import PromptCore
internal import PromptIndex

/// Records to list.
public struct ListRequest: Sendable {
    /// The order of a list.
    public enum Order: String, Sendable, Hashable, CaseIterable {
        /// By the parts of the address.
        case name
        /// By use count, highest first.
        case used
        /// By last change, newest first.
        case updated
    }

    /// The address of a folder; `nil` or `/` for the whole library.
    public var folder: String?
    /// Only records that have all of these tags, ignoring case.
    public var tags: [String]
    /// The kind of the records; `nil` for all kinds.
    public var kind: RecordKind?
    /// The order of the list.
    public var order: Order
    /// The largest number of records; `nil` for all.
    public var limit: Int?
    /// True to find last changes and use counts, for which the history is read.
    public var findsFacts: Bool

    /// A request; see the properties for the parts.
    public init(
        folder: String? = nil, tags: [String] = [], kind: RecordKind? = nil, order: Order = .name,
        limit: Int? = nil, findsFacts: Bool = false
    ) {
        self.folder = folder
        self.tags = tags
        self.kind = kind
        self.order = order
        self.limit = limit
        self.findsFacts = findsFacts
    }
}

/// The listed records.
public struct ListOutcome: Sendable {
    /// The records, in the requested order.
    public let rows: [ListRow]
    /// The facts for each row, if they were requested; else empty.
    public let facts: [ListFacts]
    /// True if the store names layers, even if none is used.
    public let isLayered: Bool
    /// The layers that are not used.
    public let layerProblems: [LayerProblem]
    /// False if changes were requested and some are older than the history of a shallow clone.
    public let knowsAllChanges: Bool
}

/// A record of a list. Its properties are read from the index on demand.
public struct ListRow: Sendable {
    let entry: IndexedRecord
    /// The name of the layer that has the record; `nil` for the store itself.
    public let layer: String?

    /// The kind of the record.
    public var kind: RecordKind { entry.kind }
    /// True if the file can't be read as a record.
    public var isBroken: Bool { entry.isBroken }
    /// All properties of the record.
    public var record: RecordSummary { RecordSummary(entry, withTime: true) }

    /// Calls `body` with the address as UTF-8, which is valid during the call only.
    public func withAddress<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        entry.withAddress(body)
    }

    /// Calls `body` with the name as UTF-8, which is valid during the call only.
    public func withName<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        entry.withName(body)
    }
}

/// Facts about a record from the history and the usage.
public struct ListFacts: Sendable, Hashable {
    /// RFC 3339 in UTC; `nil` if it is unknown.
    public let createdAt: String?
    /// `Name <address>`; `nil` if it is unknown.
    public let createdBy: String?
    /// RFC 3339 in UTC; `nil` if it is older than the history of a shallow clone.
    public let updatedAt: String?
    /// `Name <address>`; `nil` as for ``updatedAt``.
    public let updatedBy: String?
    /// True if the last commit does not have the record's present content.
    public let isUncommitted: Bool
    /// The use count; `nil` for a record that is not a prompt.
    public let uses: Int?
}

extension Store {
    /// Lists the records of the work tree, and the records of its layers that no nearer store has.
    ///
    /// - Throws: `address`, `notFound` for a missing folder; `repository` if the history can't be read.
    public func list(_ request: ListRequest) throws(StoreError) -> ListOutcome {
        let layers = layers
        let indexes =
            [libraryIndex(SegmentSection.listing)]
            + layers.layers.map { $0.store.libraryIndex(SegmentSection.listing) }
        let folder = try folder(request.folder, in: indexes)
        var rows = ListFilter(request, in: folder).rows(of: indexes, layers: layers.layers.map(\.name))
        let needsChanges = request.findsFacts || request.order == .updated
        let sources = ListSources(
            changes: needsChanges ? try lastChanges() : nil,
            usage: request.findsFacts || request.order == .used ? usage() : nil)
        if request.order != .name {
            rows = sources.sorted(rows, by: request.order)
        } else if !layers.layers.isEmpty {
            rows = rows.map { (row: $0, record: $0.record) }
                .sorted { RecordSummary.precedes($0.record, $1.record) }.map(\.row)
        }
        if let limit = request.limit, limit < rows.count { rows.removeLast(rows.count - limit) }
        return ListOutcome(
            rows: rows, facts: request.findsFacts ? rows.map { sources.facts($0.record) } : [],
            isLayered: !manifest.layers.isEmpty, layerProblems: layers.problems,
            knowsAllChanges: sources.changes?.isComplete ?? true)
    }

    private func folder(_ text: String?, in indexes: [StoreIndex]) throws(StoreError) -> Address {
        guard let text, text != "/" else { return .top }
        let address = try StoreError.folding { () throws(AddressError) in try Address(validating: text) }
        if indexes.contains(where: { $0.folders.contains(address) }) { return address }
        let near = Suggestion.nearest(to: address.path, among: contents().folders.map(\.path))
        throw .notFound(kind: "folder", address: text, near: near.map { [$0] } ?? [])
    }
}

/// Selects the records of a list.
private struct ListFilter {
    private let kind: RecordKind?
    private let folder: Address
    private let tags: [String]
    private let order: ListRequest.Order

    init(_ request: ListRequest, in folder: Address) {
        kind = request.kind
        self.folder = folder
        tags = request.tags.map(Slug.foldingKey)
        order = request.order
    }

    /// Returns the rows of a store and of its layers, sorted if there are no layers and the order is by name.
    func rows(of indexes: [StoreIndex], layers: [String]) -> [ListRow] {
        let libraryIndex = indexes[0].libraryIndex
        let numbers = order == .name && layers.isEmpty ? libraryIndex.inListOrder : libraryIndex.inPathOrder
        var rows: [ListRow] = []
        rows.reserveCapacity(numbers.count)
        for number in numbers where takes(libraryIndex[number]) {
            rows.append(ListRow(entry: libraryIndex[number], layer: nil))
        }
        if layers.isEmpty { return rows }
        // A record hides that of a layer even if the list does not contain it.
        var known = Set(libraryIndex.inPathOrder.map { libraryIndex[$0].path })
        for (index, layer) in zip(indexes.dropFirst(), layers) {
            for number in index.libraryIndex.inPathOrder {
                let record = index.libraryIndex[number]
                guard record.lies(in: folder), known.insert(record.path).inserted, takes(record) else {
                    continue
                }
                rows.append(ListRow(entry: record, layer: layer))
            }
        }
        return rows
    }

    private func takes(_ record: IndexedRecord) -> Bool {
        if let kind, record.kind != kind { return false }
        guard record.lies(in: folder) else { return false }
        if tags.isEmpty { return true }
        let own = record.details.tags.map(Slug.foldingKey)
        return tags.allSatisfy(own.contains)
    }
}

/// The history and the usage, as far as a list needs them.
private struct ListSources {
    let changes: LastChanges?
    let usage: Usage?

    func sorted(_ rows: [ListRow], by order: ListRequest.Order) -> [ListRow] {
        // Each key is computed once; an unknown time is "", which sorts last.
        let keyed = rows.map { row -> (key: (Int, String), record: RecordSummary, row: ListRow) in
            let record = row.record
            if order == .updated { return ((0, changes?.updated(record)?.at ?? ""), record, row) }
            let total = usage?.total(of: record.id, at: record.address)
            return ((record.kind == .prompt ? total?.uses ?? 0 : -1, total?.lastText ?? ""), record, row)
        }
        return keyed.sorted { left, right in
            if left.key != right.key { return left.key > right.key }
            return RecordSummary.precedes(left.record, right.record)
        }.map(\.row)
    }

    func facts(_ record: RecordSummary) -> ListFacts {
        let created = changes?.created(record)
        let updated = changes?.updated(record)
        return ListFacts(
            createdAt: created?.at, createdBy: created?.by, updatedAt: updated?.at, updatedBy: updated?.by,
            isUncommitted: changes?.isUncommitted(record) ?? true,
            uses: record.kind == .prompt ? usage?.total(of: record.id, at: record.address).uses ?? 0 : nil)
    }
}

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
