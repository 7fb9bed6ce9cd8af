internal import Diagnostics

extension DiagnosticRule {
    /// A value that a select lists twice.
    static let duplicateChoice = DiagnosticRule(
        "PP413", severity: .error, title: "a choice that occurs twice",
        explanation: """
            Each value of a select must occur once, because people type the value to choose it. Two choices \
            may have the same label, but not the same value.
            """,
        wrong:
            "variables:\n  tone: {type: select, options: [warm, plain, warm]}\ncontent: \"{{tone}}\"\n",
        right: "variables:\n  tone: {type: select, options: [warm, plain]}\ncontent: \"{{tone}}\"\n")
}

extension Diagnostic {
    /// Reports the second occurrence of the choice `value`.
    static func duplicateChoice(_ value: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .duplicateChoice, message: "the value \(quoted(value)) occurs twice", at: range,
            help: "remove one of the two")
    }
}
