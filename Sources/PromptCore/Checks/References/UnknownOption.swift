internal import Diagnostics

extension DiagnosticRule {
    /// A `default` beside `use` that is no option of the module.
    static let unknownOption = DiagnosticRule(
        "PP304", severity: .error, title: "unknown option of a used module",
        explanation: """
            `default` beside `use` names one of the shared module's options: by its exact handle, else by its exact name, else by \
            the slug of its name if no other option has the same. The help lists them.
            """,
        wrong: "modules:\n  - {use: tone, default: warn}\n",
        right: "modules:\n  - {use: tone, default: warm}\n", beside: [.tone])
}

extension Diagnostic {
    /// Reports the option `name`, which may mean any of `options`.
    static func unknownOption(
        _ name: String, amongSeveral options: [ModuleOption], at range: Range<Int>
    ) -> Diagnostic {
        let (message, help) = PartLookup.several(
            for: name, among: options.map(\.handle), names: options.map { $0.name?.value }, part: "option")
        return Diagnostic(.unknownOption, message: message, at: range, help: help)
    }

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
