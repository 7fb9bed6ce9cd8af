internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal module move`
struct ModuleMoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Move a module to another position in its prompt.",
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
        if position.chosen == nil { throw ValidationError("Give the position: --before, --after or --to.") }
    }

    func run() throws {
        let done = try globals.carryOut { store throws(StoreError) in
            try store.moveModule(
                MoveModuleRequest(
                    globals.record(address), module: module, to: position.chosen ?? .last,
                    write: write.options))
        }
        StructureText(done, key: "module", done: "moved module \(done.part) in").say(
            isJSON: write.json, globals: globals)
    }
}

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

/// `promptpal module rm`
struct ModuleRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Remove a module from a prompt.",
        discussion: """
            Names the variables that no text uses any more. A prompt's only module can't be
            removed.

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
        StructureText(done, key: "module", done: "removed module \(done.part) from").say(
            isJSON: write.json, globals: globals)
    }
}

/// `promptpal module hide`
struct ModuleHideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hide",
        abstract: "Exclude a module unless it is requested.",
        discussion: """
            `render --with MODULE` still includes it.

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
        abstract: "Include a hidden module again.",
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
        StructureText(
            done, key: "module", done: "module \(done.part) is \(isVisible ? "shown" : "hidden") in"
        )
        .say(isJSON: write.json, globals: globals)
    }
}
