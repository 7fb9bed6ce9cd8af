internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore

/// `promptpal variable list`
struct VariableListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the variables of a prompt: type, default, source and uses.",
        discussion: """
            Lists the variables that its texts use, including texts of shared modules, and
            those that it declares.

            EXAMPLES:
              promptpal variable list marketing/launch-email
              promptpal variable list marketing/tone --json
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: "The prompt, shared module or shared variable.", completion: .custom(Completion.addresses))
    var address: String

    @Option(help: "Use the file of this kind if several have the address.")
    var kind: RecordKindArgument?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let found = try Failure.folding { () throws(StoreError) in
            try store.variables(VariablesRequest(record: globals.record(address, kind: kind?.record)))
        }
        if json {
            Output.standard.line(VariableListCommand.json(found.variables))
        } else {
            Output.standard.write(table(found))
        }
    }

    private func table(_ found: VariablesOutcome) -> String {
        var table = Table()
        for listed in found.variables {
            let variable = listed.variable
            let preset = variable.defaultText.map { "default \(quoted($0))" }
            let source = listed.source.map { $0 == found.path ? "declared here" : "from \($0)" }
            let locations = listed.uses.map { use in
                let location = [use.module, use.option].filter { !$0.isEmpty }.joined(separator: "/")
                if use.file == found.path { return location.isEmpty ? "its text" : location }
                return location.isEmpty ? use.file : "\(location) (\(use.file))"
            }
            table.rows.append(
                [
                    Terminal.styled(Terminal.safe(variable.name.value), as: .cyan), variable.rules,
                    preset
                        ?? (listed.isRequired
                            ? "required" : variable.isRequired ? "needed in a section" : "optional"),
                    source ?? "not declared",
                    locations.isEmpty ? "not used" : "used in \(locations.joined(separator: ", "))",
                ].enumerated().map { $0.offset == 0 ? $0.element : Terminal.safe($0.element) })
        }
        return table.text(width: Output.standard.isTerminal ? Terminal.width : nil)
    }

    private static func json(_ variables: [VariablesOutcome.Listed]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for listed in variables {
                list.object { object in
                    RecordView.write(
                        listed.variable, source: listed.source, isRequired: listed.isRequired, to: &object)
                    object.array("used_in") { entries in
                        for use in listed.uses {
                            entries.object { entry in
                                entry.set("path", to: use.file)
                                entry.set("module", to: use.module)
                                entry.set("option", to: use.option)
                            }
                        }
                    }
                }
            }
        }
        return json.text
    }
}
