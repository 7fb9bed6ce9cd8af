internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal cp`
struct CopyCommand: ParsableCommand {
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
    var kind: NewCommand.RecordKindArgument?

    func run() throws {
        let done = try globals.carryOut { store throws(StoreError) in
            try store.copy(
                CopyRequest(
                    globals.record(source, kind: kind?.record), to: destination, name: name,
                    write: write.options))
        }
        guard let layer = done.layer else {
            return MoveText(done.copied, committed: done.committed).say("copied", isJSON: write.json, globals: globals)
        }
        let target = done.copied.target
        if write.json {
            return Output.standard.line(
                RecordJSON.created(
                    address: target.address.path, kind: target.kind.rawValue,
                    id: done.id?.description ?? "", path: target.path, commit: done.committed.commit))
        }
        Done.line(
            "copied \(done.copied.source.address.path) of \(layer) to \(target.address.path)",
            committed: done.committed, globals: globals)
    }
}
