internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal mv`
struct Move: ParsableCommand {
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
    var kind: New.Kind?

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        try StructureTargets.refuseEnding(destination)
        let item = try StructureTargets(store, globals).item(source, kind: kind?.record)
        let done = try Move.move(store, item, destination, write.options)
        done.say("moved", isJSON: write.json, globals)
    }

    /// Moves `item` to where `destination` means, as one commit.
    static func move(
        _ store: Store, _ item: Contents.File, _ destination: String, _ options: WriteOptions
    ) throws(Failure) -> StructureDone {
        try Failure.folding { () throws(StoreError) in
            var change = try store.begin(options)
            let target = try store.destination(of: item, destination)
            let moved = try store.move(item, to: target, in: &change.draft)
            let from = StructureDone.title(moved.source)
            let message = ChangeMessage(
                "mv", "Move \(from) to \(StructureDone.title(moved.target))", ids: moved.ids)
            return StructureDone(moved: moved, committed: try change.commit(message))
        }
    }
}
