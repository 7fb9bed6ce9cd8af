internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal variable rename`
struct VariableRenameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Give a variable another name, in its declaration and in every text.",
        discussion: """
            Texts of shared modules that get the variable from here are rewritten in the
            same commit. Where one of them gets it from elsewhere in another prompt, nothing
            is changed, and the places are listed.

            EXAMPLES:
              promptpal variable rename marketing/launch-email words word_count
              promptpal variable rename marketing/brand brand_name
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: "The prompt, shared module or shared variable.", completion: .custom(Completion.addresses))
    var address: String

    @Argument(
        help: "The variable's name; may be left out for a shared variable.",
        completion: .custom(Completion.variableNames))
    var name: String

    @Argument(help: "Its new name.")
    var newName: String?

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: NewCommand.RecordKindArgument?

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
