internal import ArgumentParser
internal import Diagnostics
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
    var kind: New.Kind?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let old = newName == nil ? nil : name
        let new = newName ?? name
        try StructureChange(globals: globals, write: write, operation: "variable-rename").run { context in
            let file = try VariableTarget.file(address, old, kind, context)
            let rename = try VariableRename(in: file, from: old, to: new)
            let (contexts, library) = context.store.files { rename.concerns($0, in: $1) }
            let files = try rename.plan(contexts, in: library)
            var outcome = StructureChange.Outcome(
                files, ("variable", new),
                subject: "Rename variable \(VariableTarget.place(rename.name, in: file)) to \(new)",
                done: "renamed variable \(rename.name) to \(new) in")
            if file.kind == .variable, file.address.name == rename.name, rename.name != new {
                outcome.notes.append(
                    (
                        "the file is still called \(file.source.name)",
                        "`promptpal mv` gives it another address; the variable's name stays as it is"
                    ))
            }
            return outcome
        }
    }
}
