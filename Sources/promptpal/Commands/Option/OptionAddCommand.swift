internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal option add`
struct OptionAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add an option to a module.",
        discussion: """
            A module with one text keeps that as its first option and default.

            EXAMPLES:
              promptpal option add marketing/launch-email persona Engineer --content -
              promptpal option add marketing/tone Formal --content "Exact and polite." --default
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The prompt, or a shared module.", completion: .custom(Completion.promptsAndModules))
    var address: String

    @Argument(
        help: "The prompt's module: its handle, name or number. Leave it out for a shared module.",
        completion: .custom(Completion.modules))
    var module: String

    @Argument(help: "What people call the option; its slug is what one types.")
    var name: String?

    @Option(help: ArgumentHelp("The text; - is standard input.", valueName: "text|-"))
    var content: String

    @Option(help: "What it is for.")
    var description: String?

    @Flag(help: "Make it the module's default.")
    var `default` = false

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: NewCommand.RecordKindArgument?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let target = OptionTarget(address, kind: kind, words: [module, name], count: 1)
        let name = target.words[0]
        let new = NewOption(
            name: name, description: description, content: try GivenText.read(content), isDefault: `default`)
        let done = try globals.carryOut { store throws(StoreError) in
            try store.addOption(
                AddOptionRequest(to: target.owner(globals), new, write: write.options))
        }
        StructureText(done, key: "option", done: "added option \(done.part) to\(target.inFile)").say(
            isJSON: write.json, globals: globals)
    }
}
