public import PromptCore
public import PromptIndex

/// A search of the work tree.
public struct SearchRequest: Sendable {
    /// The parsed query.
    public var query: SearchQuery
    /// The largest number of records; `nil` for all.
    public var limit: Int?

    /// A request for a query.
    public init(query: SearchQuery, limit: Int? = nil) {
        self.query = query
        self.limit = limit
    }
}

/// The records that a search found.
public struct SearchOutcome: Sendable {
    /// A line that contains some of the words.
    public struct Match: Sendable, Hashable {
        /// `name`, `address`, `tag`, `module`, `option`, `variable`, `description` or `text`.
        public let field: String
        /// The line in the record's file, from 1; `nil` for the address.
        public let line: Int?
        /// The line with the words; for the address, the whole address.
        public let text: String
        /// The words, as UTF-8 ranges of `text`, in order and without overlaps.
        public let ranges: [Range<Int>]
        /// The number of different words.
        public let terms: Int
    }

    /// A record that contains the words.
    public struct Hit: Sendable {
        /// The record's address.
        public let address: Address
        /// The record's kind.
        public let kind: RecordKind
        /// The name in the file; `nil` if it has none.
        public let name: String?
        /// The record's tags, as in the file.
        public let tags: [String]
        /// True if the file can't be read as a record.
        public let isBroken: Bool
        /// Higher is better; comparable within one search only.
        public let score: Float
        /// The lines with the words, in the order of the file.
        public let matches: [Match]
    }

    /// The records, the best first.
    public let hits: [Hit]
    /// The number of records that match.
    public let total: Int
    /// True if no record has all words, so that the results have some of them.
    public let isRelaxed: Bool
    /// Words of the query that no record has.
    public let missing: [String]
    /// The query that may have been meant, if it has results.
    public let suggestion: String?
}

extension Store {
    /// Searches the work tree.
    ///
    /// - Throws: `notFound` if a filter names a folder or a shared record that does not exist.
    public func search(_ request: SearchRequest) throws(StoreError) -> SearchOutcome {
        let found = try search(request.query, limit: request.limit)
        let hits = found.hits.map { hit in
            let header = hit.file.record?.header
            return SearchOutcome.Hit(
                address: hit.file.address, kind: hit.file.kind, name: header?.name?.value,
                tags: header?.tags.map(\.value) ?? [], isBroken: hit.file.record == nil, score: hit.score,
                matches: hit.file.searchMatches(request.query).map(SearchOutcome.Match.init))
        }
        return SearchOutcome(
            hits: hits, total: found.total, isRelaxed: found.isRelaxed, missing: found.missing,
            suggestion: found.suggestion)
    }
}

extension SearchOutcome.Match {
    fileprivate init(_ match: SearchMatch) {
        self.init(
            field: match.field, line: match.line, text: match.text, ranges: match.ranges, terms: match.terms)
    }
}
