internal import Diagnostics

extension DiagnosticRule {
    /// A tag `{{> name}}` that names a shared module that does not exist.
    static let missingPartial = DiagnosticRule(
        "PP302", severity: .error, title: "partial of a module that does not exist",
        explanation: """
            `{{> name}}` inserts the default option of a shared module, which is looked up in the folder of \
            the file that contains the tag, then in each parent. Correct the name, or create the module.
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
