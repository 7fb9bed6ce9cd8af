public import PromptCore
public import PromptIndex

extension StoreCatalog {
    /// A record that refers to another, and through what.
    public struct Use: Sendable {
        /// Who refers to it.
        public let record: CatalogRecord
        /// As what, in which module and option.
        public let reference: Reference
    }

    /// A record that a search found.
    public struct Hit: Sendable {
        /// What was found.
        public let record: CatalogRecord
        /// Larger is better; only to be compared within one search.
        public let score: Float
    }

    /// The record with that id, wherever it lies; where several files have it, any of them.
    public func record(_ id: RecordID) -> CatalogRecord? {
        catalog.record(id).map { catalog[$0] }
    }

    /// The record of that kind at an address.
    public func record(_ kind: RecordKind, at address: Address) -> CatalogRecord? {
        catalog.record(kind, at: address).map { catalog[$0] }
    }

    /// All records in the order of their paths.
    public var records: [CatalogRecord] { catalog.inPathOrder.map { catalog[$0] } }

    /// The records that refer to a shared module or variable, in the order of their paths. ``uses(of:kind:)`` says through what.
    public func users(of address: Address, kind: RecordKind) -> [CatalogRecord] {
        catalog.users(of: address, kind: kind).map { catalog[$0] }
    }

    /// Who refers to a shared module or variable, in the order of their paths: what breaks if it goes.
    public func uses(of address: Address, kind: RecordKind) -> [Use] {
        catalog.uses(of: address, kind: kind)
            .map { Use(record: catalog[$0.record], reference: $0.reference) }
    }

    /// Ranked search. Records are read from the disk only where a phrase must be looked for in their texts.
    ///
    /// - Parameter limit: how many records at most.
    /// - Throws: ``StoreError`` where a filter names a folder or shared record that is not there.
    public func search(_ query: SearchQuery, limit: Int?) throws(StoreError) -> SearchResults<Hit> {
        try ranked(query, limit: limit).map { Hit(record: catalog[$0.record], score: $0.score) }
    }
}
