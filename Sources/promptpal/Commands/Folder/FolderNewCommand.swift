internal import ArgumentParser
internal import PromptCore

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
