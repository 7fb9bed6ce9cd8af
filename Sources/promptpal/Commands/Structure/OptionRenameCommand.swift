internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal option rename`
struct OptionRenameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Give an option another name.",
        discussion: """
            If the option is the default, it stays the default. Prompts that choose an
            option of a shared module with `default:` are changed too.

            EXAMPLES:
              promptpal option rename marketing/launch-email persona engineer Developer
              promptpal option rename marketing/tone 1 Friendly
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The prompt, or a shared module.", completion: .custom(Completion.promptsAndModules))
    var address: String

    @Argument(
        help: "The prompt's module; omit it for a shared module.",
        completion: .custom(Completion.modulesOrOptions))
    var module: String

    @Argument(
        help: "The option: its handle, name or number.", completion: .custom(Completion.optionNames))
    var option: String

    @Argument(help: "Its new name.")
    var name: String?

    @Option(help: "Use the file of this kind if several have the address.")
    var kind: RecordKindArgument?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let target = OptionTarget(address, kind: kind, words: [module, option, name], count: 2)
        let (option, name) = (target.words[0], target.words[1])
        let done = try globals.carryOut { store throws(StoreError) in
            try store.renameOption(
                RenameOptionRequest(
                    option, of: target.owner(globals), to: name, write: write.options))
        }
        StructureText(
            done, key: "option",
            done: "renamed option \(option) to \(done.part) in\(target.module.map { " \($0) of" } ?? "")"
        ).say(isJSON: write.json, globals: globals)
    }
}

/// `promptpal option default`
struct OptionDefaultCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "default",
        abstract: "Choose the option that is used if none is requested.",
        discussion: """
            For a shared module that a prompt uses, this is the prompt's own choice; the
            shared module and other prompts are not changed.

            EXAMPLES:
              promptpal option default marketing/launch-email persona engineer
              promptpal option default marketing/tone formal
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The prompt, or a shared module.", completion: .custom(Completion.promptsAndModules))
    var address: String

    @Argument(
        help: "The prompt's module; omit it for a shared module.",
        completion: .custom(Completion.modulesOrOptions))
    var module: String

    @Argument(
        help: "The option: its handle, name or number.", completion: .custom(Completion.optionNames))
    var option: String?

    @Option(help: "Use the file of this kind if several have the address.")
    var kind: RecordKindArgument?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let target = OptionTarget(address, kind: kind, words: [module, option], count: 1)
        let done = try globals.carryOut { store throws(StoreError) in
            try store.chooseOption(
                ChooseOptionRequest(
                    target.words[0], of: target.owner(globals), write: write.options))
        }
        StructureText(done, key: "option", done: "\(done.part) is the default of\(target.inFile)").say(
            isJSON: write.json, globals: globals)
    }
}

/// `promptpal option rm`
struct OptionRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Remove an option from a module.",
        discussion: """
            A module's only option can't be removed. If the default is removed, the first
            option becomes the default. An option of a shared module that prompts choose
            with `default:` is not removed without --force.

            EXAMPLES:
              promptpal option rm marketing/launch-email persona engineer
              promptpal option rm marketing/tone formal --force
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The prompt, or a shared module.", completion: .custom(Completion.promptsAndModules))
    var address: String

    @Argument(
        help: "The prompt's module; omit it for a shared module.",
        completion: .custom(Completion.modulesOrOptions))
    var module: String

    @Argument(
        help: "The option: its handle, name or number.", completion: .custom(Completion.optionNames))
    var option: String?

    @Flag(help: "Remove it even if prompts choose it, and remove their choice.")
    var force = false

    @Option(help: "Use the file of this kind if several have the address.")
    var kind: RecordKindArgument?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let target = OptionTarget(address, kind: kind, words: [module, option], count: 1)
        let done = try globals.carryOut { store throws(StoreError) in
            try store.removeOption(
                RemoveOptionRequest(
                    target.words[0], of: target.owner(globals), isForced: force, write: write.options))
        }
        StructureText(done, key: "option", done: "removed option \(done.part) from\(target.inFile)").say(
            isJSON: write.json, globals: globals)
    }
}
