package import PromptCore

/// A search query, parsed by ``SearchQuery/init(_:)``.
public struct SearchQuery: Sendable {
    /// The query as typed.
    package var text = ""
    /// Required words.
    package var terms: [SearchTerm] = []
    /// Required phrases, each with its words in order.
    package var phrases: [SearchPhrase] = []
    /// Excluded words and phrases.
    package var excludedTerms: [SearchTerm] = []
    package var excludedPhrases: [SearchPhrase] = []
    /// The filters.
    package var filters: [SearchFilter] = []

    /// Maximum number of words and filters.
    package static let maxParts = 32
}

/// A condition on a record that does not affect the rank.
package struct SearchFilter: Sendable, Hashable {
    package enum Condition: Sendable, Hashable {
        /// It has this tag, folded by ``Slug/foldingKey(_:)``.
        case tag(String)
        /// It is in this folder or below.
        case folder(Address)
        /// It declares or uses the variable with this name.
        case variable(String)
        /// It refers to the shared module or variable with this address.
        case uses(Address)
        case kind(RecordKind)
    }

    package var condition: Condition
    /// True if the condition must not hold.
    package var isExcluded = false

    package init(_ condition: Condition, isExcluded: Bool = false) {
        self.condition = condition
        self.isExcluded = isExcluded
    }
}

/// One word as typed, and its readings in an index; several if it has parts.
package struct SearchTerm: Sendable, Hashable {
    /// A word of the index to look up.
    package struct Piece: Sendable, Hashable {
        /// Folded.
        package var word: [UInt8]
        /// True if longer words with this prefix match too, with a lower weight.
        package var isPrefix: Bool
        /// UTF-8 byte range in the query.
        package var source: Range<Int>
    }

    /// The word as typed.
    package var text: String
    /// The term matches if all pieces of one of these readings match.
    package var ways: [[Piece]]
}

/// Words that must follow each other in one text.
package struct SearchPhrase: Sendable, Hashable {
    /// The phrase as typed, without its quotes.
    package var text: String
    /// Folded; parts of compounds are separate.
    package var words: [[UInt8]]
    /// Its words as terms, for their rank; none of them matches as a prefix.
    package var terms: [SearchTerm]
}

/// An invalid query.
public struct SearchQueryError: Error, Sendable, Equatable {
    /// The error in one sentence, without a full stop.
    public var message: String
    /// The remedy.
    public var help: String?

    package init(message: String, help: String? = nil) {
        self.message = message
        self.help = help
    }
}

extension SearchQuery {
    /// Reads a query: words, `"phrases"`, `-word` for excluded words, and the filters `tag:`, `in:`, `var:`,
    /// `uses:`, `kind:`.
    ///
    /// - Throws: ``SearchQueryError`` if the text is no valid query, for example if it has no words.
    public init(_ text: String) throws(SearchQueryError) { try self.init(text, with: []) }

    /// Reads a query with additional filters.
    ///
    /// - Parameter more: filters from another source; if there are any, the text may be empty.
    /// - Throws: ``SearchQueryError`` if the text is no valid query.
    package init(_ text: String, with more: [SearchFilter]) throws(SearchQueryError) {
        self.text = text
        filters = more
        var wordless: String?
        var reader = SearchQueryReader(text)
        while let part = try reader.next() {
            switch part.content {
            case .filter(let condition):
                filters.append(SearchFilter(condition, isExcluded: part.isExcluded))
            case .phrase(let phrase, let start):
                let phrase = SearchPhrase(phrase, at: start)
                if phrase.words.isEmpty { throw .noWords(phrase.text) }
                if part.isExcluded { excludedPhrases.append(phrase) } else { phrases.append(phrase) }
            case .word(let word, let start):
                let found = SearchTerm.read(word, at: start, prefixes: !part.isExcluded)
                if found.isEmpty { wordless = word }
                if part.isExcluded { excludedTerms += found } else { terms += found }
            }
        }
        let hasWords =
            !terms.isEmpty || !phrases.isEmpty || !excludedTerms.isEmpty || !excludedPhrases.isEmpty
        if let wordless, !hasWords { throw .noWords(wordless) }
        if count > SearchQuery.maxParts {
            throw SearchQueryError(
                message: "a search takes at most \(SearchQuery.maxParts) words, and this one has \(count)",
                help: "omit common words")
        }
        if terms.isEmpty, phrases.isEmpty, filters.allSatisfy(\.isExcluded) {
            if !excludedTerms.isEmpty || !excludedPhrases.isEmpty || !filters.isEmpty {
                throw SearchQueryError(
                    message: "this search only excludes words",
                    help: "add a word to search for, or a filter such as `kind:prompt`")
            }
            throw .noWords(text)
        }
    }

    private var count: Int {
        terms.count + phrases.reduce(0) { $0 + $1.terms.count } + filters.count + excludedTerms.count
            + excludedPhrases.count
    }
}

extension SearchQueryError {
    static func noWords(_ text: String) -> SearchQueryError {
        SearchQueryError(
            message: text.utf8.allSatisfy { $0 <= 0x20 }
                ? "there is nothing to search for" : "\(quoted(text)) has no letter or digit to search for",
            help: "`promptpal search launch email` finds records with both words")
    }
}
