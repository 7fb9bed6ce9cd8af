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
    var kind: NewCommand.RecordKindArgument?

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
