internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal module move`
struct ModuleMoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Move a module to another place in its prompt.",
        discussion: """
            EXAMPLES:
              promptpal module move marketing/launch-email examples --after task
              promptpal module move marketing/launch-email persona --to 1
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The prompt.", completion: .custom(Completion.prompts))
    var address: String

    @Argument(help: "The module: its handle, name or number.", completion: .custom(Completion.modules))
    var module: String

    @OptionGroup var position: ModulePositionArguments

    @OptionGroup var write: WriteArguments

    func validate() throws {
        if position.chosen == nil { throw ValidationError("Say where: --before, --after or --to.") }
    }

    func run() throws {
        let done = try globals.carryOut { store throws(StoreError) in
            try store.moveModule(
                MoveModuleRequest(
                    globals.record(address), module: module, to: position.chosen ?? .last, write: write.options))
        }
        StructureText(done, key: "module", done: "moved module \(done.part) in").say(isJSON: write.json, globals: globals)
    }
}
