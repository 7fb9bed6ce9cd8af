internal import Diagnostics

extension DiagnosticRule {
    /// A merge key (`<<`), which copies the entries of another map.
    static let mergeKey = DiagnosticRule(
        "PP109", severity: .error, title: "merge key",
        explanation: """
            The merge key (`<<`) copies entries of another map. It needs aliases and is not part of YAML 1.2. Write the \
            entries out.
            """,
        wrong: "content: Hi\nmodel:\n  <<: {provider: anthropic}\n",
        right: "content: Hi\nmodel:\n  provider: anthropic\n")
}

extension Diagnostic {
    /// Reports the merge key at `range`.
    static func mergeKey(at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .mergeKey, message: "a merge key (`<<`) is not allowed", at: range,
            help: "write the entries out here")
    }
}
