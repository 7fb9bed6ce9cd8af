internal import Diagnostics

extension DiagnosticRule {
    /// A key that is not a text on the line of its colon.
    static let complexKey = DiagnosticRule(
        "PP116", severity: .error, title: "a key that is not plain text",
        explanation: """
            Keys are texts, written as `key: value` on one line. YAML also has maps, lists and multi-line texts as keys, marked \
            with `?`; the format does not allow such keys. A key with braces or brackets in it needs quotes.
            """,
        wrong: "content: Hi\nmetadata:\n  [a, b]: 1\n",
        right: "content: Hi\nmetadata:\n  \"[a, b]\": 1\n")
}

extension Diagnostic {
    /// Reports a map or list as a key; `range` is its first byte.
    static func complexKey(collectionAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .complexKey, message: "a map or list can't be a key", at: range,
            help: "put the key in quotes if it is meant as text")
    }

    /// Reports a key that is marked with `?`.
    static func complexKey(explicitAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .complexKey, message: "an explicit key (`? …`) is not allowed", at: range,
            help: "write it as `key: value` on one line")
    }
}
