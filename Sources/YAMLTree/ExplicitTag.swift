internal import Diagnostics

extension DiagnosticRule {
    /// A tag (`!!str`, `!x`), which sets the type of a value.
    static let explicitTag = DiagnosticRule(
        "PP110", severity: .error, title: "tag",
        explanation: """
            Each key has a fixed type, so explicit tags (`!!str`, `!x`) have no use, and some tools run code for them. Remove the \
            tag. A text that starts with `!` needs quotes.
            """,
        wrong: "name: !!str 2026\ncontent: Hi\n",
        right: "name: 2026\ncontent: Hi\n")
}

extension Diagnostic {
    /// Reports a tag; `word` is its text with the `!`.
    static func explicitTag(_ word: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .explicitTag, message: "a tag (`\(word)`) is not allowed", at: range,
            help: "remove it: each key has a fixed type; quote a value that should stay text")
    }

    /// Reports a `!` that libyaml can't parse as a tag.
    static func explicitTag(malformedAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .explicitTag, message: "YAML reads `!` as a tag, and tags are not allowed", at: range,
            help: "put the value in quotes")
    }
}
