internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal folder rm`
struct FolderRemove: ParsableCommand {
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
        Output.choose(globals.color)
        let store = try globals.store()
        let item = try StructureTargets(store, globals).folder(folder)
        guard keepPrompts else {
            let done = try Remove.remove(store, [item], reason, isForced: force, write.options)
            done.say(isJSON: write.json, globals)
            return
        }
        let (moved, deleted) = try Failure.folding { () throws(StoreError) in
            var change = try store.begin(write.options)
            let options = DeleteOptions(
                reason: reason, isForced: force, now: Host.now(), author: change.author.text)
            let (moved, deleted) = try store.dissolve(item.address, options, in: &change.draft)
            let message = ChangeMessage(
                "folder-rm", "Delete \(item.address.path)/ and keep what is in it", body: reason,
                ids: moved.ids + deleted.ids)
            let committed = try change.commit(message)
            return (
                StructureDone(moved: moved, committed: committed, trashed: deleted.entries.first),
                DeletedDone(deleted: deleted, committed: committed)
            )
        }
        moved.say("moved what is in", isJSON: write.json, globals)
        if !write.json { deleted.say(isJSON: false, globals) }
    }
}
