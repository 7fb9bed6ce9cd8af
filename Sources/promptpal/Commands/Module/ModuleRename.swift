internal import ArgumentParser
internal import PromptCore

/// `promptpal module rename`
struct ModuleRename: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Give a module another name.",
        discussion: """
            EXAMPLES:
              promptpal module rename marketing/launch-email task "Write the mail"
              promptpal module rename marketing/launch-email 1 Persona
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The prompt.", completion: .custom(Completion.prompts))
    var address: String

    @Argument(help: "The module: its handle, name or number.", completion: .custom(Completion.modules))
    var module: String

    @Argument(help: "Its new name.")
    var name: String

    @OptionGroup var write: WriteArguments

    func run() throws {
        try StructureChange(globals: globals, write: write, operation: "module-rename").run { context in
            let file = try context.lookup.file(address)
            let result = try file.renamingModule(module, to: name)
            return StructureChange.Outcome(
                file, result, "module", subject: "Rename module \(module) of \(file.address) to \(name)",
                done: "renamed module \(module) to \(result.part) in")
        }
    }
}
