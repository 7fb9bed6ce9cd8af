internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal module rename`
struct ModuleRenameCommand: ParsableCommand {
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
        let done = try globals.carryOut { store throws(StoreError) in
            try store.renameModule(
                RenameModuleRequest(globals.record(address), module: module, to: name, write: write.options))
        }
        StructureText(done, key: "module", done: "renamed module \(module) to \(done.part) in").say(
            isJSON: write.json, globals: globals)
    }
}
