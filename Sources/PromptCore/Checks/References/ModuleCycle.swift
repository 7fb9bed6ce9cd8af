internal import Diagnostics

extension DiagnosticRule {
    /// Modules that use or insert each other in a cycle.
    static let moduleCycle = DiagnosticRule(
        "PP303", severity: .error, title: "a cycle of modules", exampleName: "prompts/example.module.yaml",
        explanation: """
            Modules that use or insert each other in a cycle can't be rendered. The message shows the cycle. \
            Remove one of the references, or move the text that they share into a separate module.
            """,
        wrong: "content: \"Be kind. {{> rules}}\"\n", right: "content: Be kind.\n",
        beside: [
            ExampleFile("prompts/rules.module.yaml", text: "content: \"Follow the rules. {{> example}}\"\n")
        ])
}

extension Diagnostic {
    /// Reports a `use` that starts a cycle of `modules`.
    static func moduleCycle(ofUses modules: [Address], at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .moduleCycle,
            message: "modules use each other in a cycle: \(modules.map(\.path).joined(separator: " → "))",
            at: range, help: "remove one of these references")
    }

    /// Reports a tag that starts a cycle of the partials called `names`.
    static func moduleCycle(ofPartials names: [String], at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .moduleCycle, message: "partials insert each other in a cycle: \(names.joined(separator: " → "))",
            at: range, help: "remove one of these partials")
    }
}
