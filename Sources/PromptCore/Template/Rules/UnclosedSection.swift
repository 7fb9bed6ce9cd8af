internal import Diagnostics

extension DiagnosticRule {
    /// A section without its closing tag.
    static let unclosedSection = DiagnosticRule(
        "PP402", severity: .error, title: "section never closed",
        explanation: """
            A section `{{#x}}` or `{{^x}}` ends at `{{/x}}` in the same text. Add the closing tag; the help \
            shows where the section would end without it.
            """,
        wrong: "variables: {formal: {type: boolean}}\ncontent: \"Hello{{#formal}}, dear customer\"\n",
        right:
            "variables: {formal: {type: boolean}}\ncontent: \"Hello{{#formal}}, dear customer{{/formal}}\"\n")
}

extension Diagnostic {
    /// Reports the section `name`; `ending` describes the end that it has without a closing tag.
    static func unclosedSection(_ name: String, endingAs ending: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .unclosedSection, message: "the section `\(name)` is never closed", at: range,
            help: "add `{{/\(name)}}` \(ending)")
    }
}
