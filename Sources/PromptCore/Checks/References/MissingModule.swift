internal import Diagnostics

extension DiagnosticRule {
    /// A `use` of a module that does not exist.
    static let missingModule = DiagnosticRule(
        "PP301", severity: .error, title: "use of a module that does not exist",
        explanation: """
            `use` names a shared module, which is looked up in the prompt's own folder and then in each parent up to `prompts/`. \
            A leading `/` starts at `prompts/`. Correct the name, or create the module with `promptpal new module`.
            """,
        wrong: "modules:\n  - use: tune\n", right: "modules:\n  - use: tone\n", beside: [.tone])
}

extension Diagnostic {
    /// Reports the `use` of a module that is at none of the addresses `looked`.
    static func missingModule(_ reference: UnresolvedReference, looked: [Address]) -> Diagnostic {
        Diagnostic(
            .missingModule, message: reference.message(looked: looked), at: reference.range,
            help: reference.suggestion)
    }
}
