internal import Diagnostics
internal import YAMLTree

extension DiagnosticRule {
    /// A parameter that YAML readers take for different types.
    static let ambiguousParameters = DiagnosticRule(
        "PP222", severity: .warning, title: "a parameter that YAML readers read differently",
        explanation: """
            The values under `model.parameters` go into request bodies by YAML 1.2: numbers, `true`, `false` and `null` as they are, \
            everything else as a text. Other YAML readers take `yes`, `no`, `on` and `off` for Booleans, `1_000`, `0o17` and `.inf` \
            for numbers, and a date for a date. Write `true` or `false`, or the number as JSON does; if the text is meant, put it in quotes.
            """,
        wrong: "content: Hi\nmodel:\n  parameters: {stream: yes}\n",
        right: "content: Hi\nmodel:\n  parameters: {stream: true}\n")
}

/// A parameter is sent as a text although it looks like a Boolean, a number or a date.
enum AmbiguousParameters: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
        guard case .prompt(let prompt) = subject.record, !(prompt.model?.parameters.isEmpty ?? true),
            let parameters = subject.file.tree?.root?["model"]?["parameters"]
        else { return }
        visit(parameters, into: &report)
    }

    private static func visit(_ node: YAMLNode, into report: inout [Diagnostic]) {
        switch node.kind {
        case .sequence: for item in node.items { visit(item, into: &report) }
        case .mapping: for entry in node.entries { visit(entry.value, into: &report) }
        case .scalar:
            let text = node.text
            guard node.isTyped, FreeJSON.readsAsText(text), !rare.contains(text) else { return }
            report.append(.ambiguousParameters(text, at: node.range))
        }
    }

    /// Words that YAML 1.1 defines, but that hardly any reader takes for anything but a text.
    private static let rare: Set<String> = ["y", "Y", "n", "N", "=", "<<"]
}

extension Diagnostic {
    /// Reports the plain scalar `text`.
    fileprivate static func ambiguousParameters(_ text: String, at range: Range<Int>) -> Diagnostic {
        let isTrue = BooleanWord.value(of: text)
        return Diagnostic(
            .ambiguousParameters,
            message: "\(quoted(text)) is sent as a text; other YAML readers take it for another type",
            at: range,
            help: isTrue.map { "write `\($0)`, or `\"\(text)\"` if the text is meant" }
                ?? "write a number as JSON does, or `\"\(text)\"` if the text is meant")
    }
}
