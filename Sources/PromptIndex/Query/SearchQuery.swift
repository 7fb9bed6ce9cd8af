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

/// Divides a query into its parts.
struct SearchQueryReader {
    struct Part {
        enum Content {
            case word(String, at: Int)
            case phrase(String, at: Int)
            case filter(SearchFilter.Condition)
        }

        var content: Content
        var isExcluded: Bool
    }

    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        var bytes = Array(text.utf8)
        // The ideographic space separates words like a space. Its bytes become three spaces, so that offsets
        // stay the same.
        for index in bytes.indices.dropLast(2) where bytes[index...].starts(with: [0xE3, 0x80, 0x80]) {
            for offset in 0..<3 { bytes[index + offset] = 0x20 }
        }
        self.bytes = bytes
    }

    mutating func next() throws(SearchQueryError) -> Part? {
        while position < bytes.count, isSpace(position) { position += 1 }
        guard position < bytes.count else { return nil }
        let isExcluded = bytes[position] == 0x2D && position + 1 < bytes.count && !isSpace(position + 1)
        if isExcluded { position += 1 }
        if let phrase = try quotedText() {
            return Part(content: .phrase(phrase.text, at: phrase.start), isExcluded: isExcluded)
        }
        if let condition = try filter() { return Part(content: .filter(condition), isExcluded: isExcluded) }
        let start = position
        while position < bytes.count, !isSpace(position), quote(at: position) == nil { position += 1 }
        return Part(content: .word(text(start..<position), at: start), isExcluded: isExcluded)
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

    private func isSpace(_ index: Int) -> Bool { bytes[index] <= 0x20 }

    /// Returns the length of the opening quote at `index`, and its closing quote; `nil` if there is no quote.
    private func quote(at index: Int) -> (length: Int, end: [UInt8])? {
        for (start, end) in SearchQueryReader.quotes where bytes[index...].starts(with: start) {
            return (start.count, end)
        }
        return nil
    }

    /// `"…"`, `“…”`, `„…“`, `«…»`, `「…」`.
    private static let quotes: [([UInt8], [UInt8])] = [
        ([0x22], [0x22]), ([0xE2, 0x80, 0x9C], [0xE2, 0x80, 0x9D]),
        ([0xE2, 0x80, 0x9E], [0xE2, 0x80, 0x9C]),
        ([0xC2, 0xAB], [0xC2, 0xBB]), ([0xE3, 0x80, 0x8C], [0xE3, 0x80, 0x8D]),
    ]

    private mutating func quotedText() throws(SearchQueryError) -> (text: String, start: Int)? {
        guard let quote = quote(at: position) else { return nil }
        let start = position + quote.length
        var end = start
        while end < bytes.count {
            if bytes[end...].starts(with: quote.end) {
                position = end + quote.end.count
                return (text(start..<end), start)
            }
            end += 1
        }
        throw SearchQueryError(
            message: "the phrase \(text(position..<bytes.count)) has no closing quote",
            help: "close it, or omit the quote; a shell needs quotes around quotes: '\"warm tone\"'")
    }

    // MARK: Filters

    private mutating func filter() throws(SearchQueryError) -> SearchFilter.Condition? {
        var colon = position
        while colon < bytes.count, (bytes[colon] | 0x20) &- 0x61 < 26 { colon += 1 }
        guard colon > position, colon < bytes.count, bytes[colon] == 0x3A else { return nil }
        let name = text(position..<colon).lowercased()
        guard let known = SearchFilterName(rawValue: name) else {
            guard let near = SearchFilterName.meant(by: name) else { return nil }
            throw SearchQueryError(
                message: "there is no filter \(quoted(name + ":"))",
                help: "did you mean \(quoted(near.rawValue + ":"))? to look for the word, put it in quotes")
        }
        position = colon + 1
        let value = try value()
        if value.isEmpty {
            throw SearchQueryError(
                message: "the filter \(quoted(name + ":")) has no value",
                help: "for example `\(known.example)`")
        }
        return try known.condition(value)
    }

    private mutating func value() throws(SearchQueryError) -> String {
        guard position < bytes.count else { return "" }
        if let quoted = try quotedText() { return quoted.text }
        let start = position
        while position < bytes.count, !isSpace(position) { position += 1 }
        return text(start..<position)
    }
}

/// The filters of a query.
enum SearchFilterName: String, CaseIterable {
    case tag, `in`, `var`, uses, kind

    /// Returns the filter that a person means by another name; `nil` if there is none.
    static func meant(by name: String) -> SearchFilterName? {
        switch name {
        case "tags", "label": .tag
        case "folder", "inside", "path", "dir": .in
        case "vars", "variable", "variables": .var
        case "use", "using", "module", "refs": .uses
        case "kinds", "type", "is": .kind
        default: nil
        }
    }

    var example: String {
        switch self {
        case .tag: "tag:email"
        case .in: "in:marketing"
        case .var: "var:customer_name"
        case .uses: "uses:shared/tone"
        case .kind: "kind:prompt"
        }
    }

    func condition(_ value: String) throws(SearchQueryError) -> SearchFilter.Condition {
        switch self {
        case .tag: return .tag(Slug.foldingKey(value.hasPrefix("#") ? String(value.dropFirst()) : value))
        case .var: return .variable(value)
        case .in: return .folder(value == "/" ? .top : try address(value))
        case .uses: return .uses(try address(value))
        case .kind:
            let kinds: [RecordKind] = [.prompt, .module, .variable, .folder]
            if let kind = kinds.first(where: {
                $0.rawValue == value.lowercased() || $0.rawValue + "s" == value.lowercased()
            }) {
                return .kind(kind)
            }
            throw SearchQueryError(
                message: "there is no kind \(quoted(value))",
                help: "the kinds: \(kinds.map(\.rawValue).joined(separator: ", "))")
        }
    }

    private func address(_ value: String) throws(SearchQueryError) -> Address {
        do throws(AddressError) {
            return try Address(validating: value)
        } catch {
            throw SearchQueryError(message: error.description, help: "for example `\(example)`")
        }
    }
}

extension SearchTerm {
    /// Returns the terms of a part of a query without spaces: usually one, several if signs separate words.
    ///
    /// - Parameter start: offset of `text` in the query.
    static func read(_ text: String, at start: Int, prefixes: Bool) -> [SearchTerm] {
        let bytes = Array(text.utf8)
        var terms: [SearchTerm] = []
        for group in groups(SearchTokenizer.words(text)) {
            let source = group.source
            func piece(_ word: SearchWord, isPrefix: Bool) -> Piece {
                Piece(
                    word: word.folded, isPrefix: isPrefix && prefixes && mayBegin(word.folded),
                    source: start + word.source.lowerBound..<start + word.source.upperBound)
            }
            var ways: [[Piece]] = []
            if let whole = group.whole { ways.append([piece(whole, isPrefix: true)]) }
            if !group.parts.isEmpty {
                ways.append(
                    group.parts.enumerated().map {
                        piece($1, isPrefix: !group.isBigrams && $0 == group.parts.count - 1)
                    })
            }
            terms.append(SearchTerm(text: String(decoding: bytes[source], as: UTF8.self), ways: ways))
        }
        return terms
    }

    /// False for a word of one ASCII letter, because too many words begin with it.
    private static func mayBegin(_ word: [UInt8]) -> Bool { word.count > 1 }

    /// Words that belong together.
    private struct Group {
        var parts: [SearchWord]
        var whole: SearchWord?
        var isBigrams = false
        var source: Range<Int>
    }

    /// Groups the words of one compound, or of one run of a script without spaces.
    private static func groups(_ words: [SearchWord]) -> [Group] {
        var groups: [Group] = []
        for word in words {
            guard let last = groups.last else {
                groups.append(Group(parts: [word], source: word.source))
                continue
            }
            if word.source.lowerBound <= last.parts.last?.source.lowerBound ?? -1 {
                // The whole compound of the parts before it, which may be groups already.
                var parts: [SearchWord] = []
                while let before = groups.last, before.source.lowerBound >= word.source.lowerBound {
                    parts = before.parts + parts
                    groups.removeLast()
                }
                // `c` alone does not match `C++`.
                if let sign = word.folded.last, sign == 0x2B || sign == 0x23 { parts = [] }
                groups.append(Group(parts: parts, whole: word, source: word.source))
            } else if word.source.lowerBound < last.source.upperBound {
                // The next pair of a run, or its last letter alone, which adds nothing.
                if word.source.upperBound > last.source.upperBound {
                    groups[groups.count - 1].parts.append(word)
                    groups[groups.count - 1].source = last.source.lowerBound..<word.source.upperBound
                }
                groups[groups.count - 1].isBigrams = true
            } else {
                groups.append(Group(parts: [word], source: word.source))
            }
        }
        return groups
    }
}

extension SearchTerm.Piece {
    /// Returns the kind of match between a word of a text and the piece; `nil` if there is none.
    package func match(_ other: UnsafeBufferPointer<UInt8>) -> SearchMatchKind? {
        if other.count >= word.count {
            guard (isPrefix || other.count == word.count), word.indices.allSatisfy({ other[$0] == word[$0] })
            else { return nil }
            return other.count == word.count ? .exact : .prefix
        }
        return isPrefix && inflections.contains { $0.elementsEqual(other) } ? .inflection : nil
    }

    /// The singular forms that the word may be the plural of.
    package var inflections: [ArraySlice<UInt8>] {
        guard isPrefix, word.count > 3, word.last == 0x73, word.allSatisfy({ $0 < 0x80 }) else { return [] }
        var forms = [word.dropLast()]
        if word.suffix(3) == [0x69, 0x65, 0x73] { forms.append(ArraySlice(word.dropLast(3) + [0x79])) }
        if word.count > 4, word.suffix(2) == [0x65, 0x73] { forms.append(word.dropLast(2)) }
        return forms
    }
}

/// The kind of match between a word of a text and a requested word.
package enum SearchMatchKind: Sendable, Hashable {
    case exact, prefix, inflection
}

extension SearchPhrase {
    init(_ text: String, at start: Int) {
        self.text = text
        words = SearchPhrase.sequence(SearchTokenizer.words(text)).map(\.folded)
        terms = SearchTerm.read(text, at: start, prefixes: false)
    }

    /// Returns the words without whole compounds, so that each word follows the one before it.
    private static func sequence(_ words: [SearchWord]) -> [SearchWord] {
        var sequence: [SearchWord] = []
        for word in words where word.source.lowerBound > sequence.last?.source.lowerBound ?? -1 {
            sequence.append(word)
        }
        return sequence
    }

    /// Returns the byte ranges of the phrase in `text`.
    package func ranges(in text: String) -> [Range<Int>] {
        guard !words.isEmpty else { return [] }
        let sequence = SearchPhrase.sequence(SearchTokenizer.words(text))
        var ranges: [Range<Int>] = []
        var index = 0
        while index + words.count <= sequence.count {
            if stands(in: sequence, at: index) {
                let last = sequence[index + words.count - 1].source
                ranges.append(sequence[index].source.lowerBound..<last.upperBound)
                index += words.count
            } else {
                index += 1
            }
        }
        return ranges
    }

    private func stands(in sequence: [SearchWord], at index: Int) -> Bool {
        for (offset, word) in words.enumerated() {
            let other = sequence[index + offset].folded
            if other == word { continue }
            // The last letter of a run is a word of its own in the phrase, and part of a pair in a longer
            // run.
            guard offset == words.count - 1, let lead = word.first, lead >= 0xE0, other.starts(with: word)
            else { return false }
        }
        return true
    }
}
