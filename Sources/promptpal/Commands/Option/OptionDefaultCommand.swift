internal import ArgumentParser
internal import PromptCore
internal import PromptStore

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
    var kind: NewCommand.RecordKindArgument?

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
