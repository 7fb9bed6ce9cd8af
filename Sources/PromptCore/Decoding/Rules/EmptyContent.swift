internal import Diagnostics

extension DiagnosticRule {
    /// A `content` without a text.
    static let emptyContent = DiagnosticRule(
        "PP218", severity: .warning, title: "content without a text",
        explanation: """
            `content` is empty. Usually the text is not indented, or not written yet. Write it below \
            `content: |`, indented. A module that renders to nothing is left out of the result.
            """,
        wrong: "content: |\n",
        right: "content: |\n  Write it.\n")
}

extension Diagnostic {
    /// Reports the key `content` at `range`.
    static func emptyContent(at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .emptyContent, message: "`content` has no text", at: range,
            help: "write the text below `content: |`, indented")
    }
}
