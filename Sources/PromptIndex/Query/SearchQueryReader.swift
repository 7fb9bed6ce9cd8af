internal import PromptCore

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
