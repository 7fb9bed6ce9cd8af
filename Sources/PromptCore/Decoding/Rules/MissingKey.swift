internal import Diagnostics

extension DiagnosticRule {
    /// A map without a key that it needs.
    static let missingKey = DiagnosticRule(
        "PP203", severity: .error, title: "required key missing",
        explanation: """
            A prompt needs `modules` or `content`; a module needs `options`, `content` or `use`; an option needs `content`; a \
            choice of a select needs `value`. Without it there is nothing to render. Add one of them.
            """,
        wrong: "name: Launch email\n",
        right: "name: Launch email\ncontent: Write it.\n")
}

extension Diagnostic {
    /// Reports a prompt without a text.
    static func missingKey(ofPromptAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .missingKey, message: "a prompt needs `modules` or `content`", at: range,
            help: "the smallest prompt is `content: |` and an indented text below it")
    }

    /// Reports a module without a text.
    static func missingKey(ofModuleAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .missingKey, message: "a module needs `options`, `content` or `use`", at: range,
            help: "add `content: |` and an indented text below it")
    }

    /// Reports a `use` without a value.
    static func missingKey(ofUseAt range: Range<Int>) -> Diagnostic {
        Diagnostic(.missingKey, message: "`use` names no module", at: range, help: "write `use: tone`")
    }

    /// Reports an option without a text.
    static func missingKey(ofOptionAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .missingKey, message: "an option needs `content`", at: range,
            help: "add `content: |` and an indented text below it")
    }

    /// Reports a partial without a text.
    static func missingKey(ofPartialAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .missingKey, message: "a partial needs `content`", at: range,
            help: "add `content: |` and an indented text below it")
    }

    /// Reports a choice of a select without a value.
    static func missingKey(ofChoiceAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .missingKey, message: "a choice needs `value`", at: range, help: "write `{value: …, label: …}`")
    }
}
