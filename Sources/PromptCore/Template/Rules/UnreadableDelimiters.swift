internal import Diagnostics

extension DiagnosticRule {
    /// A tag that sets delimiters and can't be read.
    static let unreadableDelimiters = DiagnosticRule(
        "PP404", severity: .error, title: "delimiters that can't be set",
        explanation: """
            A tag that sets delimiters contains two of them between equals signs, separated by a space, as \
            in `{{=<% %>=}}`. A delimiter can't contain a space or an equals sign.
            """,
        wrong: "content: \"{{=<%=}}Hello\"\n", right: "content: \"{{=<% %>=}}Hello\"\n")
}

extension Diagnostic {
    /// Reports a tag that sets delimiters and does not end with `=`.
    static func unreadableDelimiters(unendedAt range: Range<Int>) -> Diagnostic {
        unreadableDelimiters("a tag that sets delimiters ends with `=`", at: range)
    }

    /// Reports a tag that sets `count` delimiters.
    static func unreadableDelimiters(count: Int, at range: Range<Int>) -> Diagnostic {
        unreadableDelimiters("a tag that sets delimiters needs two of them, not \(count)", at: range)
    }

    /// Reports a delimiter with `=` in it.
    static func unreadableDelimiters(withEqualsSignAt range: Range<Int>) -> Diagnostic {
        unreadableDelimiters("a delimiter can't contain `=`", at: range)
    }

    /// Reports a delimiter of more than `limit` bytes.
    static func unreadableDelimiters(limit: Int, at range: Range<Int>) -> Diagnostic {
        unreadableDelimiters("a delimiter is at most \(limit) bytes long", at: range)
    }

    private static func unreadableDelimiters(_ message: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .unreadableDelimiters, message: message, at: range,
            help: "write two delimiters with a space between: `{{=<% %>=}}`")
    }
}
