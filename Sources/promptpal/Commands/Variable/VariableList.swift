internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore

/// `promptpal variable list`
struct VariableList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the variables of a prompt: type, default, where from, where used.",
        discussion: """
            All that its texts ask for are listed, those of shared modules included, and all
            that it declares.

            EXAMPLES:
              promptpal variable list marketing/launch-email
              promptpal variable list marketing/tone --json
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: "The prompt, shared module or shared variable.", completion: .custom(Completion.addresses))
    var address: String

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: New.Kind?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let file = try Lookup(store, globals).file(address, kind: kind?.record)
        guard let record = file.record else {
            throw Failure(blocked: RenderPlan.blocking(file, nil, library: store.library()))
        }
        let variables = try variables(file, record, store)
        if json {
            Output.standard.line(VariableList.json(variables))
        } else {
            Output.standard.write(table(variables, of: file))
        }
    }

    /// A variable and where it is used: the module and option, and the prompt where it is another file's.
    private typealias Listed = (info: RecordDescription.VariableInfo, uses: [VariableUse])

    private func variables(_ file: ParsedFile, _ record: Record, _ store: Store) throws -> [Listed] {
        let library = store.library()
        let infos: [RecordDescription.VariableInfo]
        switch record {
        case .prompt(let prompt):
            infos = RecordDescription(prompt, at: file.address, library: library).variables
        case .module(let module):
            infos = RecordDescription(module, at: file.address, library: library).variables
        case .variable(let variable):
            let uses = store.users(of: file.address, kind: .variable).map { user in
                VariableUse(
                    file: user.address.file(user.kind), module: user.reference.module,
                    option: user.reference.option)
            }
            return [(.init(variable: variable, source: file.source.name), uses)]
        case .folder, .manifest:
            throw Failure(2, "\(quoted(file.address.path)) is a \(file.kind.rawValue): it has no variables")
        }
        let uses = file.variableUses(in: library)
        return infos.map { ($0, uses[$0.variable.name.value] ?? []) }
    }

    private func table(_ variables: [Listed], of file: ParsedFile) -> String {
        var table = Table()
        for (info, uses) in variables {
            let variable = info.variable
            let preset = variable.defaultText.map { "default \(quoted($0))" }
            let source = info.source.map { $0 == file.source.name ? "declared here" : "from \($0)" }
            let places = uses.map { use in
                let place = [use.module, use.option].filter { !$0.isEmpty }.joined(separator: "/")
                if use.file == file.source.name { return place.isEmpty ? "its text" : place }
                return place.isEmpty ? use.file : "\(place) (\(use.file))"
            }
            table.rows.append(
                [
                    Terminal.styled(Terminal.safe(variable.name.value), .cyan), variable.rules,
                    preset ?? (variable.isRequired ? "required" : "optional"),
                    source ?? "declared nowhere",
                    places.isEmpty ? "not used" : "used in \(places.joined(separator: ", "))",
                ].enumerated().map { $0.offset == 0 ? $0.element : Terminal.safe($0.element) })
        }
        return table.text(width: Output.standard.isTerminal ? Terminal.width : nil)
    }

    private static func json(_ variables: [Listed]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for (info, uses) in variables {
                list.object { object in
                    RecordView.write(info.variable, source: info.source, &object)
                    object.array("used_in") { places in
                        for use in uses {
                            places.object { place in
                                place.member("path", use.file)
                                place.member("module", use.module)
                                place.member("option", use.option)
                            }
                        }
                    }
                }
            }
        }
        return json.text
    }
}
