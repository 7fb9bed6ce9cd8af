internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal folder rename`
struct FolderRenameCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Rename a folder, or change its display name.",
        discussion: """
            The new name replaces the last part of the path, or the whole path if it
            contains a /. References are rewritten as by `promptpal mv`. --name alone
            changes only the display name, in the folder's folder.yaml.

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

    @Option(help: "Its new display name.")
    var name: String?

    func validate() throws {
        if (new == nil) == (name == nil) { throw ValidationError("Give either a new path or --name.") }
    }

    func run() throws {
        let folder = globals.record(folder, kind: .folder)
        if let new {
            let done = try globals.carryOut { store throws(StoreError) in
                try store.renameFolder(RenameFolderRequest(folder, to: new, write: write.options))
            }
            MoveText(done).say("renamed", isJSON: write.json, globals: globals)
        } else if let name {
            let done = try globals.carryOut { store throws(StoreError) in
                try store.nameFolder(NameFolderRequest(folder, as: name, write: write.options))
            }
            say(done, name: name)
        }
    }

    private func say(_ done: NameFolderOutcome, name: String) {
        if write.json {
            Output.standard.line(
                RecordJSON.changed(
                    path: done.path, address: done.folder.path, isChanged: done.isChanged,
                    commit: done.committed.commit))
        } else {
            Done.line(
                "changed the name of \(done.folder.path)/ to \(quoted(name))", committed: done.committed,
                quiet: globals.quiet)
        }
    }
}

/// `promptpal folder rm`
struct FolderRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Move a folder to the trash, with or without its contents.",
        discussion: """
            The folder and its contents become one entry of the trash. With --keep-prompts,
            the contents move to the folder above instead, and references are rewritten.

            EXAMPLES:
              promptpal folder rm drafts --reason "All published"
              promptpal folder rm marketing/2025 --keep-prompts
            """)

    @OptionGroup var globals: Globals
    @OptionGroup var write: WriteArguments

    @Argument(help: "The folder.", completion: .custom(Completion.folders))
    var folder: String

    @Flag(help: "Move the contents to the folder above.")
    var keepPrompts = false

    @Option(help: "The reason; kept in the entry and in the commit.")
    var reason: String?

    @Flag(help: "Delete it even if others use it.")
    var force = false

    func run() throws {
        let folder = globals.record(folder, kind: .folder)
        guard keepPrompts else {
            let done = try globals.carryOut { store throws(StoreError) in
                try store.delete(
                    DeleteRequest([folder], reason: reason, isForced: force, write: write.options))
            }
            return DeletedText(done.deleted, committed: done.committed).say(
                isJSON: write.json, globals: globals)
        }
        let done = try globals.carryOut { store throws(StoreError) in
            try store.dissolveFolder(
                DissolveFolderRequest(folder, reason: reason, isForced: force, write: write.options))
        }
        MoveText(done.moved, committed: done.committed, trashed: done.deleted.entries.first)
            .say("moved the contents of", isJSON: write.json, globals: globals)
        if !write.json {
            DeletedText(done.deleted, committed: done.committed).say(isJSON: false, globals: globals)
        }
    }
}
