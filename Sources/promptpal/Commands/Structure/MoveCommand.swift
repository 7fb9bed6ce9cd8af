internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal mv`
struct MoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mv",
        abstract: "Rename or move a prompt, module, variable or folder.",
        discussion: """
            References to and in the moved files are rewritten in the same commit, so that
            each refers to the same file as before. If a variable's name would get another
            meaning, which no path can prevent, nothing is moved. If the destination is a
            folder or ends in /, the source is moved into it.

            EXAMPLES:
              promptpal mv marketing/launch-email marketing/launch
              promptpal mv marketing/tone /
              promptpal mv marketing sales/campaigns
            """)

    @OptionGroup var globals: Globals
    @OptionGroup var write: WriteArguments

    @Argument(
        help: ArgumentHelp("Address of the record to move.", valueName: "source"),
        completion: .custom(Completion.addressesAndFolders))
    var source: String

    @Argument(
        help: ArgumentHelp("Its new address, or the folder to move it to.", valueName: "destination"),
        completion: .custom(Completion.folders))
    var destination: String

    @Option(help: "Use the record of this kind if several have the address.")
    var kind: RecordKindArgument?

    func run() throws {
        let done = try globals.carryOut { store throws(StoreError) in
            try store.move(
                MoveRequest(
                    globals.record(source, kind: kind?.record), to: destination, write: write.options))
        }
        MoveText(done).say("moved", isJSON: write.json, globals: globals)
    }
}

/// `promptpal cp`
struct CopyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cp",
        abstract: "Copy a prompt, module, variable or folder.",
        discussion: """
            The copy gets its own id and " (copy)" after its name, or the name given with
            --name. Its references stay the same; in a copied folder, references to files
            inside the folder refer to the copies. If the destination is a folder or ends
            in /, the copy is put into it.

            EXAMPLES:
              promptpal cp marketing/launch-email marketing/relaunch-email
              promptpal cp marketing/tone sales/ --name "Tone of sales"
              promptpal cp marketing marketing-2027
            """)

    @OptionGroup var globals: Globals
    @OptionGroup var write: WriteArguments

    @Argument(
        help: ArgumentHelp("Address of the record to copy.", valueName: "source"),
        completion: .custom(Completion.addressesAndFolders))
    var source: String

    @Argument(
        help: ArgumentHelp("The copy's address, or the folder to put it in.", valueName: "destination"),
        completion: .custom(Completion.folders))
    var destination: String

    @Option(help: "Display name of the copy.")
    var name: String?

    @Option(help: "Use the record of this kind if several have the address.")
    var kind: RecordKindArgument?

    func run() throws {
        let done = try globals.carryOut { store throws(StoreError) in
            try store.copy(
                CopyRequest(
                    globals.record(source, kind: kind?.record), to: destination, name: name,
                    write: write.options))
        }
        guard let layer = done.layer else {
            return MoveText(done.copied, committed: done.committed).say(
                "copied", isJSON: write.json, globals: globals)
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
            committed: done.committed, quiet: globals.quiet)
    }
}

/// `promptpal rm`
struct RemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Move prompts, modules, variables or folders to the trash.",
        discussion: """
            Each becomes an entry of the trash, which `promptpal trash restore` restores. A
            module or variable that others use is not deleted without --force.

            EXAMPLES:
              promptpal rm marketing/launch-email --reason "Launch is over"
              promptpal rm drafts/
              promptpal rm marketing/tone --force
            """)

    @OptionGroup var globals: Globals
    @OptionGroup var write: WriteArguments

    @Argument(
        help: ArgumentHelp("Address of a record to delete.", valueName: "address"),
        completion: .custom(Completion.addressesAndFolders))
    var addresses: [String]

    @Option(help: "Why; kept with the entry and in the commit.")
    var reason: String?

    @Flag(help: "Delete also what others use.")
    var force = false

    @Option(help: "Use the record of this kind if several have the address.")
    var kind: RecordKindArgument?

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
