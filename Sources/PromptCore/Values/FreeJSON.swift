public import JSON

/// Writes free values as JSON. If YAML 1.2's core schema reads a plain scalar as null, a Boolean or a number,
/// it is written as that; every other scalar is written as a string.
public enum FreeJSON {
    /// Writes a member of an object.
    public static func write(_ value: FreeValue, key: String, to json: inout JSONWriter) {
        switch value {
        case .scalar(let text, let isQuoted):
            switch scalar(text, isQuoted: isQuoted) {
            case .null: json.null(key)
            case .boolean(let truth): json.set(key, to: truth)
            case .number(let lexeme): json.number(key, lexeme: lexeme)
            case .text: json.set(key, to: text)
            }
        case .list(let items): json.array(key) { list in items.forEach { write($0, to: &list) } }
        case .map(let entries):
            json.object(key) { object in entries.forEach { write($0.value, key: $0.key, to: &object) } }
        }
    }

    /// Writes an element of an array.
    public static func write(_ value: FreeValue, to json: inout JSONWriter) {
        switch value {
        case .scalar(let text, let isQuoted):
            switch scalar(text, isQuoted: isQuoted) {
            case .null: json.null()
            case .boolean(let truth): json.value(truth)
            case .number(let lexeme): json.number(lexeme)
            case .text: json.value(text)
            }
        case .list(let items): json.array { list in items.forEach { write($0, to: &list) } }
        case .map(let entries):
            json.object { object in entries.forEach { write($0.value, key: $0.key, to: &object) } }
        }
    }

    /// True if a plain scalar is written as a string.
    static func readsAsText(_ text: String) -> Bool {
        if case .text = scalar(text, isQuoted: false) { true } else { false }
    }

    private enum Scalar {
        case null, boolean(Bool), number(String), text
    }

    private static func scalar(_ text: String, isQuoted: Bool) -> Scalar {
        if isQuoted { return .text }
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .boolean(true)
        case "false", "False", "FALSE": return .boolean(false)
        default: return number(text).map(Scalar.number) ?? .text
        }
    }

    /// Returns a number in JSON's spelling: no leading `+`, at least one digit before and after the point.
    static func number(_ text: String) -> String? {
        var rest = Substring(text)
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest.removeFirst() }
        let mantissa = rest.prefix { $0 != "e" && $0 != "E" }
        let exponent = rest.dropFirst(mantissa.count)
        let parts = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        func digits(_ text: Substring) -> Bool { text.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard let whole = parts.first, digits(whole), parts.count < 2 || digits(parts[1]),
            !whole.isEmpty || parts.count == 2 && !parts[1].isEmpty
        else { return nil }
        if !exponent.isEmpty {
            var power = exponent.dropFirst()
            if power.hasPrefix("-") || power.hasPrefix("+") { power.removeFirst() }
            guard !power.isEmpty, digits(power) else { return nil }
        }
        let bare = whole.drop { $0 == "0" }
        let fraction = parts.count == 2 && !parts[1].isEmpty ? ".\(parts[1])" : ""
        return "\(isNegative ? "-" : "")\(bare.isEmpty ? "0" : bare)\(fraction)\(exponent)"
    }
}
