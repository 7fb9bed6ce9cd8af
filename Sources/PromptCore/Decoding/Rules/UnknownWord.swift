internal import Diagnostics

extension DiagnosticRule {
    /// A value that is not one of the words that its key takes.
    static let unknownWord = DiagnosticRule(
        "PP205", severity: .error, title: "not one of the allowed words",
        explanation: """
            The key accepts only a few words, in lower case. `role` is system, user or assistant; `syntax` is mustache or none; \
            `type` is text, multiline, number, boolean, select, multiselect or date.
            """,
        wrong: "modules:\n  - role: System\n    content: Be brief.\n",
        right: "modules:\n  - role: system\n    content: Be brief.\n")
}

extension Diagnostic {
    /// Reports the value `text` of `key`, which takes one of `words`.
    static func unknownWord(
        _ text: String, of key: StaticString, words: [String], at range: Range<Int>
    ) -> Diagnostic {
        Diagnostic(
            .unknownWord, message: "`\(key)` can't be \(quoted(text)): it must be \(alternatives(words))",
            at: range,
            help: Suggestion.nearest(to: text, among: words).map { "did you mean \(quoted($0))?" }
                ?? "write one of these words, in lower case")
    }
}
