internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal option rename`
struct OptionRenameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Give an option another name.",
        discussion: """
            It stays the default where it was. Prompts that choose an option of a shared
            module with `default:` follow.

            EXAMPLES:
              promptpal option rename marketing/launch-email persona engineer Developer
              promptpal option rename marketing/tone 1 Friendly
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The prompt, or a shared module.", completion: .custom(Completion.promptsAndModules))
    var address: String

    @Argument(
        help: "The prompt's module. Leave it out for a shared module.",
        completion: .custom(Completion.modulesOrOptions))
    var module: String

    @Argument(
        help: "The option: its handle, name or number.", completion: .custom(Completion.optionNames))
    var option: String

    @Argument(help: "Its new name.")
    var name: String?

    @Option(help: "Take the file of this kind, where several have the address.")
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
        abstract: "Choose the option that is taken where none is asked for.",
        discussion: """
            Of a shared module that a prompt uses, it is the prompt's own choice; the shared
            module and other prompts stay as they are.

            EXAMPLES:
              promptpal option default marketing/launch-email persona engineer
              promptpal option default marketing/tone formal
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The prompt, or a shared module.", completion: .custom(Completion.promptsAndModules))
    var address: String

    @Argument(
        help: "The prompt's module. Leave it out for a shared module.",
        completion: .custom(Completion.modulesOrOptions))
    var module: String

    @Argument(
        help: "The option: its handle, name or number.", completion: .custom(Completion.optionNames))
    var option: String?

    @Option(help: "Take the file of this kind, where several have the address.")
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
        abstract: "Take an option out of a module.",
        discussion: """
            A module's only option stays. Where the default goes, the first option is the
            default then. An option of a shared module that prompts choose with `default:`
            is not removed without --force.

            EXAMPLES:
              promptpal option rm marketing/launch-email persona engineer
              promptpal option rm marketing/tone formal --force
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The prompt, or a shared module.", completion: .custom(Completion.promptsAndModules))
    var address: String

    @Argument(
        help: "The prompt's module. Leave it out for a shared module.",
        completion: .custom(Completion.modulesOrOptions))
    var module: String

    @Argument(
        help: "The option: its handle, name or number.", completion: .custom(Completion.optionNames))
    var option: String?

    @Flag(help: "Remove it although prompts choose it; their choice is taken out.")
    var force = false

    @Option(help: "Take the file of this kind, where several have the address.")
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
