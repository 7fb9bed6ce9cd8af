internal import Diagnostics

extension DiagnosticRule {
    /// A field that the type of a variable does not have.
    static let unknownFields = DiagnosticRule(
        "PP412", severity: .warning, title: "a field that the type does not have",
        explanation: """
            `{{x}}` inserts a variable's value. Only a select has fields: `{{x.label}}` and `{{x.value}}`. Inside a section over \
            a multiselect, `{{label}}` and `{{value}}` belong to the item.
            """,
        wrong: "variables: {topic: {}}\ncontent: \"{{topic.label}}\"\n",
        right: "variables: {topic: {}}\ncontent: \"{{topic}}\"\n")
}

extension Diagnostic {
    /// Reports `field` of `variable`.
    static func unknownFields(_ field: String, of variable: Variable, at range: Range<Int>) -> Diagnostic {
        let name = variable.name.value
        return Diagnostic(
            .unknownFields, message: "\(quoted(name)) is a \(variable.type.rawValue) and has no \(quoted(field))",
            at: range,
            help: variable.type == .select
                ? "a select has `{{\(name).label}}` and `{{\(name).value}}`"
                : "write `{{\(name)}}`")
    }
}
