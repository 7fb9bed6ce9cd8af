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
        let item: Contents.File
        do throws(Failure) {
            item = try StructureTargets(store, globals).item(source, kind: kind?.record)
        } catch {
            guard let found = store.layered(globals.record(source, kind: kind?.record)) else { throw error }
            return try copy(found, to: store)
        }
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

    /// A record of a layer becomes one of the store; under the same address it hides the layer's.
    private func copy(_ found: NamedRecord, to store: Store) throws {
        let item = Contents.File(address: found.file.address, kind: found.file.kind)
        let (copied, committed) = try Failure.folding { () throws(StoreError) in
            var change = try store.begin(write.options)
            let isSame = destination == item.address.path
            let target = isSame ? item.address : try store.destination(of: item, destination)
            let copied = try store.copy(found.file, fromLayerTo: target, in: &change.draft)
            let from = "\(item.address.path) of \(found.layer?.name ?? "")"
            let ids = [copied.record?.header.id?.value].compactMap { $0 }
            let message = ChangeMessage("cp", "Copy \(from) to \(target.path)", ids: ids)
            return ((target, copied.record?.header.id?.value), try change.commit(message))
        }
        if write.json {
            let path = copied.0.file(item.kind)
            return Output.standard.line(
                RecordJSON.created(
                    address: copied.0.path, kind: item.kind.rawValue, id: copied.1?.description ?? "",
                    path: path,
                    commit: committed.commit))
        }
        Done.line(
            "copied \(item.address.path) of \(found.layer?.name ?? "") to \(copied.0.path)", committed,
            globals)
    }
}
