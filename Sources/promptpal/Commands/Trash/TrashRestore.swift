internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal trash restore`
struct TrashRestore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring a deleted prompt, module, variable or folder back.",
        discussion: """
            It comes back unchanged and under its id, to where it was or to --to.

            EXAMPLES:
              promptpal trash restore marketing/launch-email
              promptpal trash restore 0198c1de --to archive/launch-email
            """)

    @OptionGroup var globals: Globals
    @OptionGroup var write: WriteArguments

    @Argument(
        help: ArgumentHelp("An entry's id, the start of it, or the address it had.", valueName: "entry"),
        completion: .custom(TrashCommand.complete))
    var entry: String

    @Option(
        help: ArgumentHelp("Put it at this address instead of where it was.", valueName: "address"),
        completion: .custom(Completion.folders))
    var to: String?

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        if let to { try StructureTargets.refuseEnding(to) }
        let entry = try TrashCommand.entry(entry, store, globals)
        let done = try Failure.folding { () throws(StoreError) in
            var change = try store.begin(write.options)
            let item = Contents.File(address: entry.address, kind: entry.kind)
            var target: Address?
            if let to { target = try store.destination(of: item, to) }
            let restored = try store.restore(entry, to: target, in: &change.draft)
            let message = ChangeMessage(
                "trash-restore", "Restore \(StructureDone.title(restored.target))", ids: restored.ids)
            return StructureDone(moved: restored, committed: try change.commit(message))
        }
        if write.json || done.moved.source != done.moved.target {
            done.say("restored", isJSON: write.json, globals)
        } else {
            done.sayPlace("restored", globals)
        }
    }
}
