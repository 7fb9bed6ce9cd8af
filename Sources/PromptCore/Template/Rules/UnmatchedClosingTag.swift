internal import Diagnostics

extension DiagnosticRule {
    /// A closing tag that does not close the open section.
    static let unmatchedClosingTag = DiagnosticRule(
        "PP403", severity: .error, title: "closing tag without its opening",
        explanation: """
            `{{/x}}` closes the section that was opened last and must have its name. Sections may be nested, but they can't overlap. Correct the name, \
            add the opening tag, or remove this one.
            """,
        wrong:
            "variables: {formal: {type: boolean}}\ncontent: \"Hello{{#formal}}, dear customer{{/fromal}}\"\n",
        right:
            "variables: {formal: {type: boolean}}\ncontent: \"Hello{{#formal}}, dear customer{{/formal}}\"\n")
}

extension Diagnostic {
    /// Reports `{{/name}}` outside of all sections.
    static func unmatchedClosingTag(_ name: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .unmatchedClosingTag, message: "`{{/\(name)}}` closes a section that was never opened", at: range,
            help: "add `{{#\(name)}}` before it, or remove it")
    }

    /// Reports `{{/name}}` in the section `open`.
    static func unmatchedClosingTag(_ name: String, in open: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .unmatchedClosingTag,
            message: "`{{/\(name)}}` does not close the section `\(open)` that is open here",
            at: range, help: "write `{{/\(open)}}`")
    }
}
