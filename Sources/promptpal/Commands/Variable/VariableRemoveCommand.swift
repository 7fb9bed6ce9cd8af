internal import ArgumentParser
internal import PromptCore
internal import PromptStore
internal import SafeFiles

/// `promptpal variable rm`
struct VariableRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Take a variable's declaration out.",
        discussion: """
            Refused where texts use it, unless --force says so. A shared variable is a file
            of its own: `promptpal rm`.

            EXAMPLES:
              promptpal variable rm marketing/launch-email words
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The prompt or shared module.", completion: .custom(Completion.promptsAndModules))
    var address: String

    @Argument(help: "The variable's name.", completion: .custom(Completion.variableNames))
    var name: String

    @Flag(help: "Remove it although texts use it.")
    var force = false

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: NewCommand.RecordKindArgument?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let done = try globals.carryOut { store throws(StoreError) in
            try store.removeVariable(
                RemoveVariableRequest(
                    name, of: globals.record(address, kind: kind?.record), isForced: force,
                    write: write.options))
        }
        StructureText(done, key: "variable", done: "removed variable \(name) from").say(isJSON: write.json, globals: globals)
    }
}
