internal import Diagnostics

extension DiagnosticRule {
    /// A partial of a module that has no text.
    static let partialWithoutText = DiagnosticRule(
        "PP307", severity: .error, title: "a partial without a text",
        explanation: """
            `{{> name}}` inserts a module's default option, but this module has no option with a text. Add `content` to it.
            """,
        wrong: "# prompts/bare.module.yaml has no content\ncontent: \"Reply. {{> bare}}\"\n",
        right: "content: \"Reply. {{> tone}}\"\n",
        beside: [ExampleFile("prompts/bare.module.yaml", text: "options:\n  - name: Plain\n"), .tone])
}

extension Diagnostic {
    /// Reports a tag that inserts the module at `address`.
    static func partialWithoutText(_ address: Address, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .partialWithoutText, message: "the module \(quoted(address.path)) has no text to insert",
            at: range,
            help: "add `content` to it")
    }
}
