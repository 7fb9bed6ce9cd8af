internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore

/// `promptpal explain`
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a diagnostic's rule, with a wrong and a right example.",
        discussion: """
            EXAMPLES:
              promptpal explain PP301
              promptpal explain
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: "A code such as PP301; without it, all rules are listed.",
        completion: .list(DiagnosticCatalog.all.rules.map(\.code)))
    var code: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        guard let code else {
            if json {
                Output.standard.line(ExplainJSON.text(DiagnosticCatalog.all.rules))
            } else {
                for rule in DiagnosticCatalog.all.rules {
                    Output.standard.line(
                        "\(Terminal.styled(rule.code, as: .bold))  \(rule.severity.rawValue.padded(to: 7))  \(rule.title)"
                    )
                }
            }
            return
        }
        let wanted = code.uppercased()
        guard let rule = DiagnosticCatalog.all[wanted] else {
            throw Failure(
                status: 2, message: "there is no rule \(quoted(code))",
                help: "run `promptpal explain` to list all rules")
        }
        if json {
            Output.standard.line(ExplainJSON.text([rule]))
            return
        }
        write(rule)
    }

    private func write(_ rule: DiagnosticRule) {
        let output = Output.standard
        output.line(
            Terminal.styled("\(rule.code): \(rule.title)", as: .bold) + " (\(rule.severity.rawValue))")
        output.line()
        output.line(Paragraph.wrapped(rule.explanation, to: min(Terminal.width, 80)))
        output.line()
        output.line(Terminal.styled("Wrong", as: .red))
        output.line()
        output.line(indented(rule.wrong))
        output.line()
        output.line(Terminal.styled("Right", as: .green))
        output.line()
        output.line(indented(rule.right))
    }

    private func indented(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last == "" { lines.removeLast() }
        return lines.map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
    }
}

private enum ExplainJSON {
    static func text(_ rules: [DiagnosticRule]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for rule in rules {
                list.object { object in
                    object.set("code", to: rule.code)
                    object.set("severity", to: rule.severity.rawValue)
                    object.set("title", to: rule.title)
                    object.set("rule", to: rule.explanation)
                    object.set("wrong", to: rule.wrong)
                    object.set("right", to: rule.right)
                }
            }
        }
        return json.text
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - unicodeScalars.count))
    }
}

/// `promptpal schema`
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of a kind of file.",
        discussion: """
            `promptpal init` puts the schemas into the store, for editors.

            EXAMPLES:
              promptpal schema prompt > prompt.schema.json
            """)

    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case prompt, module, variable, folder, manifest
    }

    @OptionGroup var globals: Globals

    @Argument(help: "prompt, module, variable, folder or manifest.")
    var kind: Kind

    @Flag(help: "Has no effect: a schema is always JSON.")
    var json = false

    func run() throws {
        guard let record = RecordKind(rawValue: kind.rawValue) else { return }
        Output.standard.write(JSONSchema.text(for: record))
    }
}
