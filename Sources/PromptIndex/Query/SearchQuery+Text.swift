internal import PromptCore

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
                help: "leave the common ones away")
        }
        if terms.isEmpty, phrases.isEmpty, filters.allSatisfy(\.isExcluded) {
            if !excludedTerms.isEmpty || !excludedPhrases.isEmpty || !filters.isEmpty {
                throw SearchQueryError(
                    message: "this says only what must not be there",
                    help: "add a word that must, or a filter such as `kind:prompt`")
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
            help: "`promptpal search launch email` finds what has both words")
    }
}
