internal import Diagnostics

extension DiagnosticRule {
    /// A `default` beside `use` that is no option of the module.
    static let unknownOption = DiagnosticRule(
        "PP304", severity: .error, title: "unknown option of a used module",
        explanation: """
            `default` beside `use` names one of the shared module's options, by name or slug. The help lists them.
            """,
        wrong: "modules:\n  - {use: tone, default: warn}\n",
        right: "modules:\n  - {use: tone, default: warm}\n", beside: [.tone])
}

extension Diagnostic {
    /// Reports the option `name`; `known` are the options of `module`.
    static func unknownOption(
        _ name: String, of module: Address, known: [String], at range: Range<Int>
    ) -> Diagnostic {
        Diagnostic(
            .unknownOption, message: "the module \(quoted(module.path)) has no option \(quoted(name))",
            at: range,
            help: Suggestion.help(for: Slug.make(name), among: known, what: "its options"))
    }
}
