internal import Diagnostics
public import PromptCore
internal import PromptIndex

/// Records to list.
public struct ListRequest: Sendable {
    /// The order of a list.
    public enum Order: String, Sendable, Hashable, CaseIterable {
        /// By the parts of the address.
        case name
        /// Prompts that were used most first.
        case used
        /// Records that were changed last first.
        case updated
    }

    /// The address of a folder; `nil` or `/` for the whole library.
    public var folder: String?
    /// Only records that have all of these, without regard to case.
    public var tags: [String]
    /// `nil` for all kinds.
    public var kind: RecordKind?
    public var order: Order
    /// The most records; `nil` for all.
    public var limit: Int?
    /// Finds last changes and use counts, for which the history is read.
    public var findsFacts: Bool

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

/// Records that were listed.
public struct ListOutcome: Sendable {
    public let rows: [ListRow]
    /// For each row, if they were asked for; else empty.
    public let facts: [ListFacts]
    /// True if the store names layers, even if none is used.
    public let isLayered: Bool
    /// The layers that are not used.
    public let layerProblems: [LayerProblem]
    /// False if changes are wanted and some are older than what a shallow clone has.
    public let knowsAllChanges: Bool
}

/// A record of a list. Its properties are read from the index when they are asked for.
public struct ListRow: Sendable {
    let entry: IndexedRecord
    /// The name of the layer that has the record; `nil` for the store itself.
    public let layer: String?

    public var kind: RecordKind { entry.kind }
    /// True if the file can't be read as a record.
    public var isBroken: Bool { entry.isBroken }
    public var record: RecordSummary { RecordSummary(entry, withTime: true) }

    /// Calls `body` with the address, as UTF-8 that is good during the call only.
    public func withAddress<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        entry.withAddress(body)
    }

    /// Calls `body` with the name, as UTF-8 that is good during the call only.
    public func withName<Value>(_ body: (UnsafeRawBufferPointer) -> Value) -> Value {
        entry.withName(body)
    }
}

/// What the history and the usage say of a record.
public struct ListFacts: Sendable, Hashable {
    /// RFC 3339 in UTC; `nil` if nobody knows.
    public let createdAt: String?
    public let createdBy: String?
    /// RFC 3339 in UTC; `nil` if that is older than what a shallow clone has.
    public let updatedAt: String?
    public let updatedBy: String?
    /// True if the last commit doesn't have the record as it is.
    public let isUncommitted: Bool
    /// `nil` for a record that is not a prompt.
    public let uses: Int?
}

extension Store {
    /// Lists the records of the work tree, and of the layers under it those that no nearer store has.
    ///
    /// - Throws: `address`, `notFound` for a folder that isn't there; `repository` if the history can't be read.
    public func list(_ request: ListRequest) throws(StoreError) -> ListOutcome {
        let layers = layers
        let indexes =
            [libraryIndex(SegmentSection.listing)]
            + layers.layers.map { $0.store.libraryIndex(SegmentSection.listing) }
        let folder = try folder(request.folder, in: indexes)
        var rows = ListFilter(request, folder).rows(indexes, layers.layers.map(\.name))
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
        let address: Address
        do throws(AddressError) { address = try Address(validating: text) } catch { throw .address(error) }
        if indexes.contains(where: { $0.folders.contains(address) }) { return address }
        let near = Suggestion.nearest(to: address.path, among: contents().folders.map(\.path))
        throw .notFound(kind: "folder", address: text, near: near.map { [$0] } ?? [])
    }
}

/// The records that a list takes.
private struct ListFilter {
    private let kind: RecordKind?
    private let folder: Address
    private let tags: [String]
    private let order: ListRequest.Order

    init(_ request: ListRequest, _ folder: Address) {
        kind = request.kind
        self.folder = folder
        tags = request.tags.map(Slug.foldingKey)
        order = request.order
    }

    /// The rows of a store and of its layers, in the order of lists if there are no layers and that order is wanted.
    func rows(_ indexes: [StoreIndex], _ layers: [String]) -> [ListRow] {
        let libraryIndex = indexes[0].libraryIndex
        let numbers = order == .name && layers.isEmpty ? libraryIndex.inListOrder : libraryIndex.inPathOrder
        var rows: [ListRow] = []
        rows.reserveCapacity(numbers.count)
        for number in numbers where takes(libraryIndex[number]) {
            rows.append(ListRow(entry: libraryIndex[number], layer: nil))
        }
        if layers.isEmpty { return rows }
        // A record hides that of a layer also if the list doesn't take it.
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
        // Each key once; an unknown time is "", which is last.
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
