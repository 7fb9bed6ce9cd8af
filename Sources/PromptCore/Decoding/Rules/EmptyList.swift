internal import Diagnostics

extension DiagnosticRule {
    /// A list of modules or options without an item.
    static let emptyList = DiagnosticRule(
        "PP211", severity: .error, title: "empty list of modules or options",
        explanation: """
            A prompt without a module, and a module without an option, render to nothing. Add one; the shortest is \
            `- content: …`.
            """,
        wrong: "modules: []\n",
        right: "modules:\n  - content: Write it.\n")
}

extension Diagnostic {
    /// Reports `modules` without a module.
    static func emptyList(ofModulesAt range: Range<Int>) -> Diagnostic {
        Diagnostic(.emptyList, message: "`modules` has no module", at: range, help: "add one: `- content: …`")
    }

    /// Reports `options` of a module without an option.
    static func emptyList(ofOptionsAt range: Range<Int>) -> Diagnostic {
        Diagnostic(.emptyList, message: "`options` has no option", at: range, help: "add one: `- content: …`")
    }
}
