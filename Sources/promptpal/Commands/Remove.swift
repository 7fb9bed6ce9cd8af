internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal rm`
struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Move prompts, modules, variables or folders to the trash.",
        discussion: """
            Each becomes an entry of the trash, from which `promptpal trash restore` brings
            it back. A module or variable that others use is not deleted without --force.

            EXAMPLES:
              promptpal rm marketing/launch-email --reason "Launch is over"
              promptpal rm drafts/
              promptpal rm marketing/tone --force
            """)

    @OptionGroup var globals: Globals
    @OptionGroup var write: WriteArguments

    @Argument(
        help: ArgumentHelp("What to delete.", valueName: "address"),
        completion: .custom(Completion.addressesAndFolders))
    var addresses: [String]

    @Option(help: "Why; kept with the entry and in the commit.")
    var reason: String?

    @Flag(help: "Delete also what others use.")
    var force = false

    @Option(help: "Take what is of this kind, where several have the address.")
    var kind: New.Kind?

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let targets = StructureTargets(store, globals)
        let items = try addresses.map { try targets.item($0, kind: kind?.record) }
        let done = try Remove.remove(store, items, reason, isForced: force, write.options)
        done.say(isJSON: write.json, globals)
    }

    /// Moves `items` to the trash as one commit.
    static func remove(
        _ store: Store, _ items: [Contents.File], _ reason: String?, isForced: Bool, _ write: WriteOptions
    ) throws(Failure) -> DeletedDone {
        try Failure.folding { () throws(StoreError) in
            var change = try store.begin(write)
            let options = DeleteOptions(
                reason: reason, isForced: isForced, now: Host.now(), author: change.author.text)
            let deleted = try store.delete(items, options, in: &change.draft)
            let gone = deleted.entries.map { Contents.File(address: $0.address, kind: $0.kind) }
            let message = ChangeMessage(
                "rm", DeletedDone.summary(gone), body: reason, ids: deleted.ids)
            return DeletedDone(deleted: deleted, committed: try change.commit(message))
        }
    }
}
