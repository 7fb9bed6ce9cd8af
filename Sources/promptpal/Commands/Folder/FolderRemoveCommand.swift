internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal folder rm`
struct FolderRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Move a folder to the trash, with or without what is in it.",
        discussion: """
            The folder goes with all in it, as one entry of the trash. With --keep-prompts
            what is in it moves to the folder above instead, and references are rewritten.

            EXAMPLES:
              promptpal folder rm drafts --reason "All published"
              promptpal folder rm marketing/2025 --keep-prompts
            """)

    @OptionGroup var globals: Globals
    @OptionGroup var write: WriteArguments

    @Argument(help: "The folder.", completion: .custom(Completion.folders))
    var folder: String

    @Flag(help: "Move what is in it to the folder above.")
    var keepPrompts = false

    @Option(help: "Why; kept with the entry and in the commit.")
    var reason: String?

    @Flag(help: "Delete also what others use.")
    var force = false

    func run() throws {
        let folder = globals.record(folder, kind: .folder)
        guard keepPrompts else {
            let done = try globals.carryOut { store throws(StoreError) in
                try store.delete(
                    DeleteRequest([folder], reason: reason, isForced: force, write: write.options))
            }
            return DeletedText(done.deleted, committed: done.committed).say(isJSON: write.json, globals: globals)
        }
        let done = try globals.carryOut { store throws(StoreError) in
            try store.dissolveFolder(
                DissolveFolderRequest(folder, reason: reason, isForced: force, write: write.options))
        }
        MoveText(done.moved, committed: done.committed, trashed: done.deleted.entries.first)
            .say("moved what is in", isJSON: write.json, globals: globals)
        if !write.json { DeletedText(done.deleted, committed: done.committed).say(isJSON: false, globals: globals) }
    }
}
