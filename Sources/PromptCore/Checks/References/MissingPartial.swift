internal import Diagnostics

extension DiagnosticRule {
    /// A tag `{{> name}}` that names a shared module that does not exist.
    static let missingPartial = DiagnosticRule(
        "PP302", severity: .error, title: "partial of a module that is not there",
        explanation: """
            `{{> name}}` inserts the default option of a shared module, which is looked for from the folder of the file in which \
            the tag stands, then in each parent. Correct the name, or make the module.
            """,
        wrong: "content: \"Reply. {{> tune}}\"\n", right: "content: \"Reply. {{> tone}}\"\n",
        beside: [.tone])
}

extension Diagnostic {
    /// Reports a tag that inserts a module that is at none of the addresses `looked`.
    static func missingPartial(_ reference: UnresolvedReference, looked: [Address]) -> Diagnostic {
        Diagnostic(
            .missingPartial, message: reference.message(looked: looked), at: reference.range,
            help: reference.suggestion)
    }
}
