internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal module hide`
struct ModuleHideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hide",
        abstract: "Leave a module out unless it is asked for.",
        discussion: """
            `render --with MODULE` still takes it.

            EXAMPLES:
              promptpal module hide marketing/launch-email examples
            """)

    @OptionGroup var globals: Globals
    @OptionGroup var target: ModuleTarget
    @OptionGroup var write: WriteArguments

    func run() throws {
        try target.show(isVisible: false, globals: globals, write: write)
    }
}

/// `promptpal module unhide`
struct ModuleUnhideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unhide",
        abstract: "Take a hidden module again.",
        discussion: """
            EXAMPLES:
              promptpal module unhide marketing/launch-email examples
            """)

    @OptionGroup var globals: Globals
    @OptionGroup var target: ModuleTarget
    @OptionGroup var write: WriteArguments

    func run() throws {
        try target.show(isVisible: true, globals: globals, write: write)
    }
}

/// A prompt and one of its modules.
struct ModuleTarget: ParsableArguments {
    @Argument(help: "The prompt.", completion: .custom(Completion.prompts))
    var address: String

    @Argument(help: "The module: its handle, name or number.", completion: .custom(Completion.modules))
    var module: String

    func show(isVisible: Bool, globals: Globals, write: WriteArguments) throws {
        let done = try globals.carryOut { store throws(StoreError) in
            try store.showModule(
                ShowModuleRequest(
                    globals.record(address), module: module, isVisible: isVisible, write: write.options))
        }
        StructureText(done, key: "module", done: "module \(done.part) is \(isVisible ? "shown" : "hidden") in")
            .say(isJSON: write.json, globals: globals)
    }
}
