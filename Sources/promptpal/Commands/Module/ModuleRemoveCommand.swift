internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal module rm`
struct ModuleRemoveCommand: ParsableCommand {
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
        let done = try globals.carryOut { store throws(StoreError) in
            try store.removeModule(
                RemoveModuleRequest(globals.record(address), module: module, write: write.options))
        }
        StructureText(done, key: "module", done: "removed module \(done.part) from").say(isJSON: write.json, globals: globals)
    }
}
