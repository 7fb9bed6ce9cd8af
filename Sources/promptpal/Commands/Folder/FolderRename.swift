internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore

/// `promptpal folder rename`
struct FolderRename: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Rename a folder, or give it another name for people.",
        discussion: """
            The new name replaces the last part of the path, or the whole path where it has
            a /. References are rewritten as by `promptpal mv`. --name alone changes only
            what people call the folder, in its folder.yaml.

            EXAMPLES:
              promptpal folder rename marketing/email marketing/letters
              promptpal folder rename marketing/email letters
              promptpal folder rename marketing --name "Marketing and sales"
            """)

    @OptionGroup var globals: Globals
    @OptionGroup var write: WriteArguments

    @Argument(help: "The folder.", completion: .custom(Completion.folders))
    var folder: String

    @Argument(help: ArgumentHelp("Its new name or path.", valueName: "new"))
    var new: String?

    @Option(help: "What people shall call it.")
    var name: String?

    func validate() throws {
        if (new == nil) == (name == nil) { throw ValidationError("Give a new path, or --name.") }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let item = try StructureTargets(store, globals).folder(folder)
        if let new {
            let parent = item.address.folder.path
            let path = new.contains("/") || parent.isEmpty ? new : parent + "/" + new
            let done = try Failure.folding { () throws(StoreError) in
                var change = try store.begin(write.options)
                let target = try FolderRename.address(path)
                let moved = try store.move(item, to: target, in: &change.draft)
                let message = ChangeMessage(
                    "folder-rename", "Rename \(item.address.path)/ to \(target.path)/", ids: moved.ids)
                return StructureDone(moved: moved, committed: try change.commit(message))
            }
            done.say("renamed", isJSON: write.json, globals)
        } else if let name {
            try rename(store, item, name)
        }
    }

    private static func address(_ text: String) throws(StoreError) -> Address {
        do {
            return try Address(validating: text)
        } catch {
            throw .address(error)
        }
    }

    private func rename(_ store: Store, _ item: Contents.File, _ name: String) throws {
        let (path, committed) = try Failure.folding { () throws(StoreError) in
            var change = try store.begin(write.options)
            let (path, id) = try store.nameFolder(
                item.address, name, now: Host.now(), author: change.author.text, in: &change.draft)
            let message = ChangeMessage(
                "folder-rename", "Call \(item.address.path)/ \(quoted(name))", ids: id.map { [$0] } ?? [])
            return (path, try change.commit(message))
        }
        if write.json {
            Output.standard.line(
                RecordJSON.changed(
                    path: path, address: item.address.path, isChanged: committed.fileCount > 0,
                    commit: committed.commit))
        } else {
            Done.line("called \(item.address.path)/ \(quoted(name))", committed, globals)
        }
    }
}
