internal import Diagnostics

extension DiagnosticRule {
    /// A reference to a module whose file can't be read.
    static let brokenModule = DiagnosticRule(
        "PP306", severity: .error, title: "a reference to a broken module",
        explanation: """
            The module's file exists, but it can't be read as a module. Its problems are reported for that file; fix them there.
            """,
        wrong: "# prompts/broken.module.yaml is a list, so it is not a module\nmodules:\n  - use: broken\n",
        right: "modules:\n  - use: tone\n",
        beside: [ExampleFile("prompts/broken.module.yaml", text: "- content: Write plainly.\n"), .tone])
}

extension Diagnostic {
    /// Reports a reference to the broken module at `address`.
    static func brokenModule(_ address: Address, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .brokenModule, message: "the module \(quoted(address.path)) can't be read", at: range,
            help: "`promptpal validate \(ShellWord.quoted(address.file(.module)))` shows why")
    }
}
