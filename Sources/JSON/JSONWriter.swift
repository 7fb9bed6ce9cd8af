/// Writes JSON (RFC 8259) as text, one call per value or member, in the order of the calls.
///
/// ```swift
/// var json = JSONWriter(pretty: true)
/// json.object { $0.member("code", "PP301"); $0.array("lines") { $0.value(3) } }
/// json.text
/// ```
public struct JSONWriter {
    /// The text written so far.
    public private(set) var text = ""
    private let isPretty: Bool
    private var depth = 0
    private var isFirst = true

    /// - Parameter pretty: if true, one member per line with two spaces per level; else no white space at
    ///   all.
    public init(pretty: Bool) {
        isPretty = pretty
    }

    // MARK: Values: the document itself, and elements of an array

    /// Writes a string.
    public mutating func value(_ string: String) {
        separate()
        quote(string)
    }

    /// Writes an integer.
    public mutating func value(_ number: Int) {
        separate()
        text += String(number)
    }

    /// Writes true or false.
    public mutating func value(_ truth: Bool) {
        separate()
        text += truth ? "true" : "false"
    }

    /// Writes a number as spelled in `lexeme`, which must be a JSON number.
    public mutating func number(_ lexeme: String) {
        separate()
        text += lexeme
    }

    /// Writes null.
    public mutating func null() {
        separate()
        text += "null"
    }

    /// Writes an object; `body` writes its members.
    public mutating func object(_ body: (inout JSONWriter) -> Void) {
        separate()
        nest(between: "{", and: "}", body: body)
    }

    /// Writes an array; `body` writes its elements.
    public mutating func array(_ body: (inout JSONWriter) -> Void) {
        separate()
        nest(between: "[", and: "]", body: body)
    }

    // MARK: Members of an object

    /// Writes a string member.
    public mutating func set(_ key: String, to string: String) {
        name(key)
        quote(string)
    }

    /// Writes a string member; null if the string is `nil`.
    public mutating func set(_ key: String, to string: String?) {
        if let string { set(key, to: string) } else { null(key) }
    }

    /// Writes an integer member.
    public mutating func set(_ key: String, to number: Int) {
        name(key)
        text += String(number)
    }

    /// Writes a member that is true or false.
    public mutating func set(_ key: String, to truth: Bool) {
        name(key)
        text += truth ? "true" : "false"
    }

    /// Writes a number as spelled in `lexeme`, which must be a JSON number.
    public mutating func number(_ key: String, lexeme: String) {
        name(key)
        text += lexeme
    }

    /// Writes a null member.
    public mutating func null(_ key: String) {
        name(key)
        text += "null"
    }

    /// Writes an object member; `body` writes its members.
    public mutating func object(_ key: String, members body: (inout JSONWriter) -> Void) {
        name(key)
        nest(between: "{", and: "}", body: body)
    }

    /// Writes an array member; `body` writes its elements.
    public mutating func array(_ key: String, elements body: (inout JSONWriter) -> Void) {
        name(key)
        nest(between: "[", and: "]", body: body)
    }

    // MARK: -

    private mutating func name(_ key: String) {
        separate()
        quote(key)
        text += isPretty ? ": " : ":"
    }

    private mutating func nest(between open: String, and close: String, body: (inout JSONWriter) -> Void) {
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
        // 0xC2 is the first byte of the C1 control characters, which some terminals obey.
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
