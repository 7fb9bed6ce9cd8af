internal import Diagnostics

extension DiagnosticRule {
    /// A select or multiselect variable without choices.
    static let selectWithoutChoices = DiagnosticRule(
        "PP214", severity: .error, title: "a select without choices",
        explanation: """
            A variable of type select or multiselect needs `options`, the values to choose from. With \
            `allow_custom: true` it does not need them, because any value is accepted.
            """,
        wrong: "variables:\n  tone: {type: select}\ncontent: \"{{tone}}\"\n",
        right: "variables:\n  tone: {type: select, options: [warm, plain]}\ncontent: \"{{tone}}\"\n")
}

extension Diagnostic {
    /// Reports the variable of `type` whose name is at `range`.
    static func selectWithoutChoices(_ type: VariableType, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .selectWithoutChoices, message: "a \(type.rawValue) variable needs `options`", at: range,
            help: "add `options: [first, second]`, or `allow_custom: true`")
    }
}
