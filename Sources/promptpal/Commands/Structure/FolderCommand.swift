internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore

/// `promptpal folder`
struct FolderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "folder",
        abstract: "Make, rename, delete and list folders.",
        discussion: """
            EXAMPLES:
              promptpal folder new marketing
              promptpal folder rename marketing campaigns
              promptpal folder rm drafts --keep-prompts
            """,
        subcommands: [
            FolderNewCommand.self, FolderRenameCommand.self, FolderRemoveCommand.self, FolderListCommand.self,
        ])
}

/// `promptpal folder list`
struct FolderListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the folders, with the number of records in and below each.",
        discussion: """
            EXAMPLES:
              promptpal folder list
              promptpal folder list --json | jq -r '.[] | select(.total.prompts == 0).address'
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let folders = try globals.store().folders()
        if json {
            Output.standard.line(FolderListCommand.text(folders))
            return
        }
        if folders.isEmpty, !globals.quiet {
            Output.error.line("there are no folders; run `promptpal folder new NAME` to make one")
        }
        var table = Table()
        for folder in folders {
            let named = folder.name == folder.address.name ? "" : folder.name
            let text = [named, folder.summary ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
            table.rows.append([
                Terminal.styled(Terminal.safe(folder.address.path) + "/", as: .bold),
                FolderListCommand.counts(folder.all), Terminal.safe(text),
            ])
        }
        let output = Output.standard
        output.write(table.text(width: output.isTerminal ? Terminal.width : nil))
    }

    private static func counts(_ counts: RecordCounts) -> String {
        let parts = [
            (counts.prompts, "prompt"), (counts.modules, "module"), (counts.variables, "variable"),
        ]
        let words = parts.filter { $0.0 > 0 }.map { counted($0.0, one: $0.1) }
        return words.isEmpty ? "empty" : words.joined(separator: ", ")
    }

    private static func text(_ folders: [FolderSummary]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for folder in folders {
                list.object { object in
                    object.set("address", to: folder.address.shown)
                    object.set("id", to: folder.id?.description)
                    object.set("name", to: folder.name)
                    object.set("description", to: folder.summary)
                    for (key, counts) in [("own", folder.own), ("total", folder.all)] {
                        object.object(key) { count in
                            count.set("prompts", to: counts.prompts)
                            count.set("modules", to: counts.modules)
                            count.set("variables", to: counts.variables)
                        }
                    }
                }
            }
        }
        return json.text
    }
}

/// `promptpal folder new`, the same as `promptpal new folder`.
struct FolderNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Create a folder; the same as `promptpal new folder`.",
        discussion: """
            EXAMPLES:
              promptpal folder new marketing
              promptpal folder new marketing/email --name "Emails"
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "Its address: a path below prompts/.", completion: .custom(Completion.folders))
    var address: String

    @Option(help: "What people call it; without, made from the address.")
    var name: String?

    @Flag(help: "Print what was made as JSON.")
    var json = false

    func run() throws {
        var words = ["folder", address]
        if let name { words += ["--name", name] }
        if json { words.append("--json") }
        var new = try NewCommand.parse(words)
        new.globals = globals
        try new.run()
    }
}
