internal import Diagnostics

extension DiagnosticRule {
    /// Modules that use or insert each other in a cycle.
    static let moduleCycle = DiagnosticRule(
        "PP303", severity: .error, title: "a ring of modules", exampleName: "prompts/example.module.yaml",
        explanation: """
            Modules that use or insert each other in a ring never end. The message shows the chain. Take one of the references \
            out, or move what they share into a module of its own.
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
            message: "modules use each other in a ring: \(modules.map(\.path).joined(separator: " → "))",
            at: range, help: "take one of these references out")
    }

    /// Reports a tag that starts a cycle of the partials called `names`.
    static func moduleCycle(ofPartials names: [String], at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .moduleCycle, message: "partials insert each other in a ring: \(names.joined(separator: " → "))",
            at: range, help: "take one of these partials out")
    }
}
