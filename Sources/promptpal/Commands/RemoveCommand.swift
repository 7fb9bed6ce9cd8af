internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal rm`
struct RemoveCommand: ParsableCommand {
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
    var kind: NewCommand.RecordKindArgument?

    func run() throws {
        let done = try globals.carryOut { store throws(StoreError) in
            try store.delete(
                DeleteRequest(
                    addresses.map { globals.record($0, kind: kind?.record) }, reason: reason,
                    isForced: force, write: write.options))
        }
        DeletedText(done.deleted, committed: done.committed).say(isJSON: write.json, globals: globals)
    }
}
