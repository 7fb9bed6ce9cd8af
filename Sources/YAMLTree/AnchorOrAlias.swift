internal import Diagnostics

extension DiagnosticRule {
    /// An anchor (`&x`) or an alias (`*x`).
    static let anchorOrAlias = DiagnosticRule(
        "PP108", severity: .error, title: "anchor or alias",
        explanation: """
            With anchors (`&x`) and aliases (`*x`), a small file can grow enormously and merges are hard to follow, so the format does not allow them. Write \
            the value out where it is used; share texts with a module and `use`. A text that starts with `&` or `*` needs quotes.
            """,
        wrong: "name: &n Launch email\ndescription: *n\ncontent: Write it.\n",
        right: "name: Launch email\ndescription: Launch email\ncontent: Write it.\n")
}

extension Diagnostic {
    /// Reports an anchor; `word` is its text with the `&`.
    static func anchorOrAlias(anchor word: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .anchorOrAlias, message: "an anchor (`\(word)`) is not allowed", at: range,
            help: "remove it, and write the value out where it is used")
    }

    /// Reports an alias; `word` is its text with the `*`.
    static func anchorOrAlias(alias word: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .anchorOrAlias, message: "an alias (`\(word)`) is not allowed", at: range,
            help: "write the value out where it is used")
    }

    /// Reports a value that starts with `character`, so that libyaml expects the name of an alias or anchor.
    static func anchorOrAlias(unnamed character: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .anchorOrAlias, message: "YAML reads `\(character)` as an alias or anchor", at: range,
            help: "put the value in quotes")
    }
}
