internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal label rm`
struct LabelRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Take a label from a prompt.",
        discussion: """
            The version stays; `promptpal label log` knows where the label was.

            EXAMPLES:
              promptpal label rm marketing/launch-email staging
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The record.", completion: .custom(Completion.addressesAndFolders))
    var address: String

    @Argument(help: "The label.")
    var label: String

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: NewCommand.RecordKindArgument?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let change = try globals.carryOut { store throws(StoreError) in
            try store.removeLabel(
                RemoveLabelRequest(
                    label, of: globals.record(address, kind: kind?.record), write: write.options))
        }
        if write.json { return Output.standard.line(LabelText.json(change)) }
        Done.line("removed label \(change.label) of \(change.address.path)", committed: change.committed, globals: globals)
    }
}
