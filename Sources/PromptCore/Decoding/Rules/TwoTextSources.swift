internal import Diagnostics

extension DiagnosticRule {
    /// Two keys that both give the text of a prompt or module.
    static let twoTextSources = DiagnosticRule(
        "PP204", severity: .error, title: "two sources of text",
        explanation: """
            A prompt has `modules` or `content`, and a module has `options` or `content`: `content` is short \
            for a single module or option. With both, it would not be clear which text counts. Make the \
            content one of the modules or options.
            """,
        wrong: "content: Write it.\nmodules:\n  - content: Be brief.\n",
        right: "modules:\n  - content: Write it.\n  - content: Be brief.\n")
}

extension Diagnostic {
    /// Reports the `content` beside the `modules` of a prompt.
    static func twoTextSources(ofPromptAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .twoTextSources, message: "a prompt has `modules` or `content`, not both", at: range,
            help: "make the content a module of its own: `- name: Task` with `content: |` below it")
    }

    /// Reports the `content` beside the `options` of a module.
    static func twoTextSources(ofModuleAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .twoTextSources, message: "a module has `options` or `content`, not both", at: range,
            help: "make the content one of the options")
    }
}
