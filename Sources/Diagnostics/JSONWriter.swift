/// Writes JSON (RFC 8259) as text, member by member: what is printed is what is called, in that order.
///
/// ```swift
/// var json = JSONWriter(pretty: true)
/// json.object { $0.member("code", "PP301"); $0.array("lines") { $0.value(3) } }
/// json.text
/// ```
public struct JSONWriter {
    /// What was written so far.
    public private(set) var text = ""
    private let isPretty: Bool
    private var depth = 0
    private var isFirst = true

    /// - Parameter pretty: one member a line, two spaces a level; else no white space at all.
    public init(pretty: Bool) {
        isPretty = pretty
    }

    // MARK: Values: the document itself, and elements of an array

    /// A string.
    public mutating func value(_ string: String) {
        separate()
        quote(string)
    }

    /// A whole number.
    public mutating func value(_ number: Int) {
        separate()
        text += String(number)
    }

    /// True or false.
    public mutating func value(_ truth: Bool) {
        separate()
        text += truth ? "true" : "false"
    }

    /// A number by its spelling, which must be JSON's.
    public mutating func number(_ lexeme: String) {
        separate()
        text += lexeme
    }

    /// Null.
    public mutating func null() {
        separate()
        text += "null"
    }

    /// An object whose members `body` writes.
    public mutating func object(_ body: (inout JSONWriter) -> Void) {
        separate()
        nest("{", "}", body)
    }

    /// An array whose elements `body` writes.
    public mutating func array(_ body: (inout JSONWriter) -> Void) {
        separate()
        nest("[", "]", body)
    }

    // MARK: Members of an object

    /// A string.
    public mutating func member(_ key: String, _ string: String) {
        name(key)
        quote(string)
    }

    /// A text, or null.
    public mutating func member(_ key: String, _ string: String?) {
        if let string { member(key, string) } else { null(key) }
    }

    /// A whole number.
    public mutating func member(_ key: String, _ number: Int) {
        name(key)
        text += String(number)
    }

    /// True or false.
    public mutating func member(_ key: String, _ truth: Bool) {
        name(key)
        text += truth ? "true" : "false"
    }

    /// A number by its spelling, which must be JSON's.
    public mutating func number(_ key: String, _ lexeme: String) {
        name(key)
        text += lexeme
    }

    /// Null.
    public mutating func null(_ key: String) {
        name(key)
        text += "null"
    }

    /// An object whose members `body` writes.
    public mutating func object(_ key: String, _ body: (inout JSONWriter) -> Void) {
        name(key)
        nest("{", "}", body)
    }

    /// An array whose elements `body` writes.
    public mutating func array(_ key: String, _ body: (inout JSONWriter) -> Void) {
        name(key)
        nest("[", "]", body)
    }

    // MARK: -

    private mutating func name(_ key: String) {
        separate()
        quote(key)
        text += isPretty ? ": " : ":"
    }

    private mutating func nest(_ open: String, _ close: String, _ body: (inout JSONWriter) -> Void) {
        text += open
        depth += 1
        isFirst = true
        body(&self)
        depth -= 1
        if !isFirst { line() }
        isFirst = false
        text += close
    }

    private mutating func separate() {
        if depth > 0 {
            if !isFirst { text += "," }
            line()
        }
        isFirst = false
    }

    private mutating func line() {
        guard isPretty else { return }
        text += "\n"
        for _ in 0..<depth { text += "  " }
    }

    private mutating func quote(_ string: String) {
        text += "\""
        // 0xC2 leads the second block of control characters, which steer some terminals.
        if string.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F && $0 != 0xC2 }) {
            text += string
        } else {
            for scalar in string.unicodeScalars { escape(scalar) }
        }
        text += "\""
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": text += "\\\""
        case "\\": text += "\\\\"
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}":
            let digits = String(scalar.value, radix: 16)
            text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: text.unicodeScalars.append(scalar)
        }
    }
}
