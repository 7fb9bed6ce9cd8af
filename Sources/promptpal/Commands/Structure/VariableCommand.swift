internal import ArgumentParser
internal import PromptCore
internal import PromptStore
internal import SafeFiles

/// `promptpal variable`
struct VariableCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "variable",
        abstract: "Set, rename, list and remove variables.",
        discussion: """
            A variable belongs to a prompt or a shared module, or is a shared variable,
            which is named by its address alone.

            EXAMPLES:
              promptpal variable list marketing/launch-email
              promptpal variable set marketing/launch-email words --type number --max 400
              promptpal variable rename marketing/launch-email words word_count
            """,
        subcommands: [
            VariableSetCommand.self, VariableRenameCommand.self, VariableRemoveCommand.self,
            VariableListCommand.self,
        ])

    @OptionGroup var globals: Globals
}

/// `promptpal variable rename`
struct VariableRenameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Rename a variable in its declaration and in every text.",
        discussion: """
            Texts of shared modules that get the variable from here are rewritten in the
            same commit. If such a text gets the variable from elsewhere in another prompt,
            nothing is changed and the places are listed.

            EXAMPLES:
              promptpal variable rename marketing/launch-email words word_count
              promptpal variable rename marketing/brand brand_name
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: "The prompt, shared module or shared variable.", completion: .custom(Completion.addresses))
    var address: String

    @Argument(
        help: "The variable's name; optional for a shared variable.",
        completion: .custom(Completion.variableNames))
    var name: String

    @Argument(help: "Its new name.")
    var newName: String?

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: RecordKindArgument?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let old = newName == nil ? nil : name
        let new = newName ?? name
        let done = try globals.carryOut { store throws(StoreError) in
            try store.renameVariable(
                RenameVariableRequest(
                    old, of: globals.record(address, kind: kind?.record), to: new, write: write.options))
        }
        StructureText(done, key: "variable", done: "renamed variable \(done.oldPart ?? "") to \(new) in").say(
            isJSON: write.json, globals: globals)
    }
}

/// `promptpal variable rm`
struct VariableRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Remove a variable's declaration.",
        discussion: """
            If texts use the variable, the removal is refused unless --force is given. A
            shared variable is a file of its own: use `promptpal rm`.

            EXAMPLES:
              promptpal variable rm marketing/launch-email words
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The prompt or shared module.", completion: .custom(Completion.promptsAndModules))
    var address: String

    @Argument(help: "The variable's name.", completion: .custom(Completion.variableNames))
    var name: String

    @Flag(help: "Remove it even if texts use it.")
    var force = false

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: RecordKindArgument?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let done = try globals.carryOut { store throws(StoreError) in
            try store.removeVariable(
                RemoveVariableRequest(
                    name, of: globals.record(address, kind: kind?.record), isForced: force,
                    write: write.options))
        }
        StructureText(done, key: "variable", done: "removed variable \(name) from").say(
            isJSON: write.json, globals: globals)
    }
}
