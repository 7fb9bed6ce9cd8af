internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal mv`
struct MoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mv",
        abstract: "Rename or move a prompt, module, variable or folder.",
        discussion: """
            References to what moves, and in what moves, are rewritten in the same commit,
            so that each leads where it did. Where a variable's name would come to mean
            something else, which no path can say, nothing is moved. A destination that is
            a folder, or ends in /, takes the source in.

            EXAMPLES:
              promptpal mv marketing/launch-email marketing/launch
              promptpal mv marketing/tone /
              promptpal mv marketing sales/campaigns
            """)

    @OptionGroup var globals: Globals
    @OptionGroup var write: WriteArguments

    @Argument(
        help: ArgumentHelp("What to move.", valueName: "source"),
        completion: .custom(Completion.addressesAndFolders))
    var source: String

    @Argument(
        help: ArgumentHelp("Its new address, or the folder to move it to.", valueName: "destination"),
        completion: .custom(Completion.folders))
    var destination: String

    @Option(help: "Take what is of this kind, where several have the address.")
    var kind: NewCommand.RecordKindArgument?

    func run() throws {
        let done = try globals.carryOut { store throws(StoreError) in
            try store.move(
                MoveRequest(
                    globals.record(source, kind: kind?.record), to: destination, write: write.options))
        }
        MoveText(done).say("moved", isJSON: write.json, globals: globals)
    }
}
