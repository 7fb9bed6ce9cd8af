internal import Diagnostics

extension DiagnosticRule {
    /// A text that breaks the grammar of YAML.
    static let notYAML = DiagnosticRule(
        "PP105", severity: .error, title: "not YAML",
        explanation: """
            The text breaks the grammar of YAML, so nothing after this position can be read. The usual causes are a colon in a \
            bare text, a quote or bracket that is never closed, and a line that is not aligned with its neighbours. Put such \
            a text in quotes, or below `content: |`, indented.
            """,
        wrong: "name: Launch: the email\ncontent: Write it.\n",
        right: "name: \"Launch: the email\"\ncontent: Write it.\n")
}

/// A plain-language text for a problem that libyaml reports, and the range to show.
struct NotYAML {
    /// The problem, if a rule with a better message covers it.
    private var other: Diagnostic?
    private var message: String
    private var help: String?
    private var range: Range<Int>

    init(
        _ bytes: UnsafeBufferPointer<UInt8>, failure: ParserFailure, problem: Int, context: Int
    ) {
        let at = NotYAML.scalar(bytes, at: problem)
        range = at
        let shown = String(decoding: bytes[at], as: UTF8.self)
        let line = Lines.number(bytes, of: context)
        message = "not YAML: \(failure.problem)"
        switch failure.problem {
        case "mapping values are not allowed in this context":
            message = "a `:` is not allowed here"
            help =
                NotYAML.hasColon(bytes, before: problem)
                ? "put the value in quotes if the colon is part of it"
                : "align the key with its neighbours, or put the text above it in quotes"
        case "could not find expected ':'":
            range = NotYAML.line(bytes, at: context)
            message = "this line is neither `key: value` nor part of a text"
            help =
                NotYAML.lacksSpace(bytes, in: range)
                ? "put a space after the colon"
                : "write `key: value`, or indent it if it belongs to a text above"
        case "did not find expected key":
            if NotYAML.followsQuote(bytes, at: problem) {
                message = "text can't follow a closing quote"
                help = "put the whole value in quotes, and double the quotes inside it"
            } else {
                message = "expected a key of the map that starts on line \(line)"
                help = "align it with the other keys"
            }
        case "did not find expected '-' indicator":
            message = "expected an item (`- …`) of the list that starts on line \(line)"
            help = "align it with the other items"
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
            let isList = failure.problem.utf8.last == UInt8(ascii: "'") && failure.problem.contains("]")
            message =
                "expected `,` or `\(isList ? "]" : "}")`: the \(isList ? "list" : "map") that opens on line \(line) is not closed"
            help =
                isList
                ? "close it with `]`, or put the text in quotes"
                : "close it with `}`, or put the text in quotes"
        case "did not find expected node content":
            message = "a value is missing here"
            help = "write the value, or `\"\"` for an empty text"
        case "found character that cannot start any token":
            message = "a bare value can't start with `\(shown)`"
            help = "put the value in quotes"
        case "found unexpected end of stream", "found unexpected document indicator":
            range = NotYAML.scalar(bytes, at: context)
            message = "the quote that opens here is never closed"
            help = "close it on the line where the text ends"
        default:
            describeRare(bytes, failure: failure, problem: problem, context: context)
        }
    }

    /// The diagnostic to report: `notYAML`, or that of another rule if that one has a better message.
    var diagnostic: Diagnostic { other ?? Diagnostic(.notYAML, message: message, at: range, help: help) }

    private mutating func describeRare(
        _ bytes: UnsafeBufferPointer<UInt8>, failure: ParserFailure, problem: Int, context: Int
    ) {
        switch failure.problem {
        case "found unknown escape character":
            range = problem..<NotYAML.scalar(bytes, at: min(problem + 1, bytes.count)).upperBound
            message = "`\(String(decoding: bytes[range], as: UTF8.self))` has no meaning in double quotes"
            help = "write `\\\\` for a backslash, or use single quotes"
        case "did not find expected hexdecimal number":
            message = "expected hexadecimal digits after `\\x`, `\\u` or `\\U`"
            help = "write 2, 4 or 8 digits, or `\\\\` for a backslash"
        case "found invalid Unicode character escape code":
            message = "this escape names no Unicode character"
            help = "write the character itself"
        case "did not find expected comment or line break":
            message = "text can't follow `|` or `>` on its line"
            help = "start the text on the next line, indented"
        case "found an indentation indicator equal to 0":
            message = "the indentation of a block must be 1 to 9"
            help = "remove the 0"
        case "block sequence entries are not allowed in this context":
            message = "a list item (`- …`) can't start here"
            help = "put the list on lines of its own, or the text in quotes"
        case "mapping keys are not allowed in this context":
            message = "a `?` is not allowed here"
            help = "put the text in quotes"
        case "found unexpected ':'":
            message = "a `:` is not allowed here"
            help = "put the text in quotes"
        case "did not find expected <document start>":
            message = "the document has ended before this"
            help = "remove it, or make it part of the value above"
        case "found undefined tag handle", "did not find expected '!'", "did not find expected tag URI",
            "did not find the expected '>'", "did not find URI escaped octet",
            "found an incorrect leading UTF-8 octet", "found an incorrect trailing UTF-8 octet",
            "did not find expected whitespace or line break":
            other = .explicitTag(malformedAt: NotYAML.scalar(bytes, at: context))
        case "did not find expected alphabetic or numeric character":
            let character = NotYAML.scalar(bytes, at: context)
            other = .anchorOrAlias(
                unnamed: String(decoding: bytes[character], as: UTF8.self), at: character)
        default: break
        }
    }

    /// Returns the range of the Unicode scalar at `index`; an empty range at the end of the text.
    private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Range<Int> {
        guard index < bytes.count else { return bytes.count..<bytes.count }
        return index..<index + max(1, UTF8Scalars.length(bytes, at: index))
    }

    /// Returns the range from `index` to the end of its line, without trailing blanks.
    private static func line(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Range<Int> {
        var end = Lines.end(bytes, of: index)
        while end > index, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return index..<end
    }

    private static func hasColon(_ bytes: UnsafeBufferPointer<UInt8>, before index: Int) -> Bool {
        let line = bytes[Lines.start(bytes, of: index)..<index]
        return line.indices.dropLast().contains { line[$0] == UInt8(ascii: ":") && line[$0 + 1] == 0x20 }
    }

    private static func lacksSpace(_ bytes: UnsafeBufferPointer<UInt8>, in line: Range<Int>) -> Bool {
        guard let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")), colon + 1 < line.upperBound else {
            return false
        }
        return bytes[colon + 1] != 0x20 && bytes[colon + 1] != UInt8(ascii: "/")
    }

    private static func followsQuote(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        var before = index
        while before > 0, bytes[before - 1] == 0x20 || bytes[before - 1] == 0x09 { before -= 1 }
        return before > 0
            && (bytes[before - 1] == UInt8(ascii: "\"") || bytes[before - 1] == UInt8(ascii: "'"))
    }
}

extension Diagnostic {
    /// Reports text after the end of the document.
    static func notYAML(restAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .notYAML, message: "the document has ended before this", at: range,
            help: "remove it, or make it part of the value above")
    }

    /// Reports that libyaml got no memory.
    static var notEnoughMemoryForYAML: Diagnostic {
        Diagnostic(.notYAML, message: "not enough memory to read the file", at: nil)
    }
}
