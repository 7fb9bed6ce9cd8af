internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal cp`
struct Copy: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cp",
        abstract: "Copy a prompt, module, variable or folder.",
        discussion: """
            The copy gets an id of its own and " (copy)" behind its name, or the name of
            --name. What it refers to stays the same; inside a copied folder references
            that are found there lead to the copies. A destination that is a folder, or
            ends in /, takes the copy in.

            EXAMPLES:
              promptpal cp marketing/launch-email marketing/relaunch-email
              promptpal cp marketing/tone sales/ --name "Tone of sales"
              promptpal cp marketing marketing-2027
            """)

    @OptionGroup var globals: Globals
    @OptionGroup var write: WriteArguments

    @Argument(
        help: ArgumentHelp("What to copy.", valueName: "source"),
        completion: .custom(Completion.addressesAndFolders))
    var source: String

    @Argument(
        help: ArgumentHelp("The copy's address, or the folder to put it in.", valueName: "destination"),
        completion: .custom(Completion.folders))
    var destination: String

    @Option(help: "What people shall call the copy.")
    var name: String?

    @Option(help: "Take what is of this kind, where several have the address.")
    var kind: New.Kind?

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        try StructureTargets.refuseEnding(destination)
        let item = try StructureTargets(store, globals).item(source, kind: kind?.record)
        let done = try Failure.folding { () throws(StoreError) in
            var change = try store.begin(write.options)
            let target = try store.destination(of: item, destination)
            let options = CopyOptions(name: name, now: Host.now(), author: change.author.text)
            let copied = try store.copy(item, to: target, options, in: &change.draft)
            let from = StructureDone.title(copied.source)
            let message = ChangeMessage(
                "cp", "Copy \(from) to \(StructureDone.title(copied.target))", ids: copied.ids)
            return StructureDone(moved: copied, committed: try change.commit(message))
        }
        done.say("copied", isJSON: write.json, globals)
    }
}
