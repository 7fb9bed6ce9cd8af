internal import Diagnostics

extension DiagnosticRule {
    /// A YAML file whose name does not tell its kind, so it is not read.
    static let unknownEnding = DiagnosticRule(
        "PP505", severity: .warning, title: "a YAML file that is not read",
        explanation: """
            Below `prompts/` the end of a file's name says what it is: `.prompt.yaml`, `.module.yaml` or `.variable.yaml`, or \
            the whole name `folder.yaml`. Other YAML files are passed over, which is mostly a slip.
            """,
        wrong: "`prompts/email.yaml`, or `prompts/email.prompt.yml`.",
        right: "`prompts/email.prompt.yaml`.", isFile: false)
}

extension Diagnostic {
    /// Reports a YAML file that is not read.
    static func unknownEnding(help: String) -> Diagnostic {
        Diagnostic(
            .unknownEnding, message: "this file is not read: its name has no known ending", at: nil, help: help)
    }
}
