internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal trash restore`
struct TrashRestoreCommand: ParsableCommand {
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
        let done = try globals.carryOut { store throws(StoreError) in
            try store.restoreTrash(RestoreTrashRequest(entry, to: to, write: write.options))
        }
        TrashCommand.note(done.entry, older: done.olderCount, named: entry, globals: globals)
        let text = MoveText(done.restored, committed: done.committed)
        if write.json || done.restored.source != done.restored.target {
            text.say("restored", isJSON: write.json, globals: globals)
        } else {
            text.sayTarget("restored", globals: globals)
        }
    }
}
