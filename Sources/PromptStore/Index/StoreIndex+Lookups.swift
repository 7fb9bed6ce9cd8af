public import PromptCore
public import PromptIndex

extension StoreIndex {
    /// A record that refers to another, and the reference.
    public struct Use: Sendable {
        /// The record that has the reference.
        public let record: IndexedRecord
        /// Its kind, its module and its option.
        public let reference: Reference
    }

    /// A record that a search found.
    public struct Hit: Sendable {
        /// The record.
        public let record: IndexedRecord
        /// Larger is better; only to be compared within one search.
        public let score: Float
    }

    /// Returns the record with that id; if several files have it, any of them.
    public func record(_ id: RecordID) -> IndexedRecord? {
        libraryIndex.record(id).map { libraryIndex[$0] }
    }

    /// Returns the record of that kind at an address.
    public func record(_ kind: RecordKind, at address: Address) -> IndexedRecord? {
        libraryIndex.record(kind, at: address).map { libraryIndex[$0] }
    }

    /// All records in the order of their paths.
    public var records: [IndexedRecord] { libraryIndex.inPathOrder.map { libraryIndex[$0] } }

    /// Returns the records that refer to a shared module or variable, in the order of their paths. ``uses(of:kind:)`` has the
    /// references.
    public func users(of address: Address, kind: RecordKind) -> [IndexedRecord] {
        libraryIndex.users(of: address, kind: kind).map { libraryIndex[$0] }
    }

    /// Returns the references to a shared module or variable, in the order of their records' paths.
    public func uses(of address: Address, kind: RecordKind) -> [Use] {
        libraryIndex.uses(of: address, kind: kind)
            .map { Use(record: libraryIndex[$0.record], reference: $0.reference) }
    }

    /// Returns the best records for a query. Files are read only to find a phrase in their texts.
    ///
    /// - Parameter limit: the greatest number of records.
    /// - Throws: ``StoreError`` if a filter names a folder, module or variable that does not exist.
    public func search(_ query: SearchQuery, limit: Int?) throws(StoreError) -> SearchResults<Hit> {
        try ranked(query, limit: limit).map { Hit(record: libraryIndex[$0.record], score: $0.score) }
    }
}
