internal import Diagnostics

extension DiagnosticRule {
    /// A tag without its closing braces.
    static let unclosedTag = DiagnosticRule(
        "PP401", severity: .error, title: "tag never closed",
        explanation: """
            A tag opens with `{{` and closes with `}}`. Add the closing braces. For braces that are not a tag, set other \
            delimiters in the text (`{{=<% %>=}}`) or give the text `syntax: none`.
            """,
        wrong: "variables: {name: {}}\ncontent: |\n  Dear {{name}\n  and all\n",
        right: "variables: {name: {}}\ncontent: |\n  Dear {{name}}\n  and all\n")
}

extension Diagnostic {
    /// Reports a tag that `open` starts and that no `close` ends.
    static func unclosedTag(open: String, close: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .unclosedTag, message: "the tag that opens with `\(open)` is never closed", at: range,
            help:
                "add `\(close)`; for braces that are not a tag, set other delimiters (`{{=<% %>=}}`) or give the "
                + "text `syntax: none`")
    }

    /// Reports a tag that opens with three braces and closes with two.
    static func unclosedTag(lackingBraceAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .unclosedTag, message: "a tag that opens with three braces is closed with two", at: range,
            help: "write `}}}`, or `{{`")
    }
}
