internal import Diagnostics

extension DiagnosticRule {
    /// A name in a tag that no value can have.
    static let unusableTagName = DiagnosticRule(
        "PP405", severity: .error, title: "unusable name in a tag",
        explanation: """
            A tag holds the name of a variable: letters, digits and `_`, with a dot before a field as in `{{audience.label}}`. \
            Mustache has no expressions and no helpers. Dynamic names, blocks and parents are not supported.
            """,
        wrong: "variables: {first_name: {}}\ncontent: \"Dear {{first name}}, … {{first_name}}\"\n",
        right: "variables: {first_name: {}}\ncontent: \"Dear {{first_name}}\"\n")
}

extension Diagnostic {
    /// Reports a name that can't be used.
    static func unusableTagName(_ fault: TagName.Fault, at range: Range<Int>) -> Diagnostic {
        Diagnostic(.unusableTagName, message: fault.message, at: range, help: fault.help)
    }

    /// Reports a tag of a kind that is not supported: "parents (…)" or "blocks (…)".
    static func unusableTagName(unsupported kind: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .unusableTagName, message: "Mustache's \(kind) are not supported", at: range,
            help: "insert a shared module with `{{> name}}`, or give the module options")
    }
}
