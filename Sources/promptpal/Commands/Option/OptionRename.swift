internal import ArgumentParser
internal import PromptCore

/// `promptpal option rename`
struct OptionRename: ParsableCommand {
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
    var kind: New.Kind?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let target = OptionTarget(address, kind, [module, option, name], count: 2)
        let (option, name) = (target.words[0], target.words[1])
        try StructureChange(globals: globals, write: write, operation: "option-rename").run { context in
            let file = try target.file(context)
            let result = try file.renamingOption(option, of: target.module, to: name, in: context.library)
            var outcome = StructureChange.Outcome(
                file, result, "option",
                subject: "Rename option \(option) of \(target.place(in: file)) to \(name)",
                done:
                    "renamed option \(option) to \(result.part) in\(target.module.map { " \($0) of" } ?? "")")
            try target.follow(file, result, context, &outcome)
            return outcome
        }
    }
}
