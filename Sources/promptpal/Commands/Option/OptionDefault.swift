internal import ArgumentParser
internal import PromptCore

/// `promptpal option default`
struct OptionDefault: ParsableCommand {
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
    var kind: New.Kind?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let target = OptionTarget(address, kind, [module, option], count: 1)
        try StructureChange(globals: globals, write: write, operation: "option-default").run { context in
            let file = try target.file(context)
            let result = try file.choosingOption(target.words[0], of: target.module, in: context.library)
            return StructureChange.Outcome(
                file, result, "option",
                subject: "Make \(result.part) the default of \(target.place(in: file))",
                done: "\(result.part) is the default of\(target.inFile)")
        }
    }
}
