internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore

/// `promptpal explain`
struct Explain: ParsableCommand {
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
        help: "A code such as PP301; without one, the list of all.",
        completion: .list(Catalogue.entries.map(\.code)))
    var code: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        guard let code else {
            if json {
                Output.standard.line(ExplainJSON.text(Catalogue.entries))
            } else {
                for entry in Catalogue.entries {
                    Output.standard.line(
                        "\(Terminal.styled(entry.code, .bold))  \(entry.severity.rawValue.padded(to: 7))  \(entry.title)"
                    )
                }
            }
            return
        }
        let wanted = code.uppercased()
        guard let entry = Catalogue.entries.first(where: { $0.code == wanted }) else {
            throw Failure(
                2, "there is no rule \(quoted(code))",
                help: "`promptpal explain` lists all")
        }
        if json {
            Output.standard.line(ExplainJSON.text([entry]))
            return
        }
        write(entry)
    }

    private func write(_ entry: CatalogueEntry) {
        let output = Output.standard
        output.line(Terminal.styled("\(entry.code): \(entry.title)", .bold) + " (\(entry.severity.rawValue))")
        output.line()
        output.line(Paragraph.wrapped(entry.rule, to: min(Terminal.width, 80)))
        output.line()
        output.line(Terminal.styled("Wrong", .red))
        output.line()
        output.line(indented(entry.wrong))
        output.line()
        output.line(Terminal.styled("Right", .green))
        output.line()
        output.line(indented(entry.right))
    }

    private func indented(_ text: String) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last == "" { lines.removeLast() }
        return lines.map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
    }
}

private enum ExplainJSON {
    static func text(_ entries: [CatalogueEntry]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for entry in entries {
                list.object { object in
                    object.member("code", entry.code)
                    object.member("severity", entry.severity.rawValue)
                    object.member("title", entry.title)
                    object.member("rule", entry.rule)
                    object.member("wrong", entry.wrong)
                    object.member("right", entry.right)
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
