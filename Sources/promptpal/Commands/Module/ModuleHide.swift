internal import ArgumentParser
internal import PromptCore

/// `promptpal module hide`
struct ModuleHide: ParsableCommand {
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
        try target.set(
            visible: false, StructureChange(globals: globals, write: write, operation: "module-hide"))
    }
}

/// `promptpal module unhide`
struct ModuleUnhide: ParsableCommand {
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
        try target.set(
            visible: true, StructureChange(globals: globals, write: write, operation: "module-unhide"))
    }
}

/// A prompt and one of its modules.
struct ModuleTarget: ParsableArguments {
    @Argument(help: "The prompt.", completion: .custom(Completion.prompts))
    var address: String

    @Argument(help: "The module: its handle, name or number.", completion: .custom(Completion.modules))
    var module: String

    func set(visible: Bool, _ change: StructureChange) throws {
        try change.run { context in
            let file = try context.lookup.file(address)
            let result = try file.settingModule(module, visible: visible)
            let words = visible ? ("Show", "shown") : ("Hide", "hidden")
            return StructureChange.Outcome(
                file, result, "module", subject: "\(words.0) module \(result.part) of \(file.address)",
                done: "module \(result.part) is \(words.1) in")
        }
    }
}
