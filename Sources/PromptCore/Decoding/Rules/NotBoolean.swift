internal import Diagnostics

extension DiagnosticRule {
    /// A value of a switch that is neither true nor false.
    static let notBoolean = DiagnosticRule(
        "PP206", severity: .error, title: "neither true nor false",
        explanation: """
            The key is a switch: it accepts true or false (also yes, no, on, off, 1 and 0). Any other value \
            usually belongs to another key.
            """,
        wrong: "modules:\n  - visible: never\n    content: Be brief.\n",
        right: "modules:\n  - visible: false\n    content: Be brief.\n")
}

extension Diagnostic {
    /// Reports the value `text` of `key`.
    static func notBoolean(_ text: String, of key: StaticString, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .notBoolean, message: "`\(key)` must be true or false, not \(quoted(text))", at: range,
            help: "write `\(key): true` or `\(key): false`")
    }
}
