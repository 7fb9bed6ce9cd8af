internal import ArgumentParser
internal import PromptCore

/// `promptpal module rm`
struct ModuleRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Take a module out of a prompt.",
        discussion: """
            Says which variables no text uses any more. A prompt's only module stays.

            EXAMPLES:
              promptpal module rm marketing/launch-email examples
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The prompt.", completion: .custom(Completion.prompts))
    var address: String

    @Argument(help: "The module: its handle, name or number.", completion: .custom(Completion.modules))
    var module: String

    @OptionGroup var write: WriteArguments

    func run() throws {
        try StructureChange(globals: globals, write: write, operation: "module-rm").run { context in
            let file = try context.lookup.file(address)
            let result = try file.removingModule(module)
            return StructureChange.Outcome(
                file, result, "module", subject: "Remove module \(result.part) from \(file.address)",
                done: "removed module \(result.part) from")
        }
    }
}
