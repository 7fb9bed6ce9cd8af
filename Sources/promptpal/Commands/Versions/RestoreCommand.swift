internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore

/// `promptpal restore`
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Restore a version of a record.",
        discussion: """
            Gives a prompt, module, variable or folder the content of a version, as a new
            version; later versions stay in the history. The record keeps its path and its
            id. A deleted record is restored at its former path.

            EXAMPLES:
              promptpal restore marketing/launch-email@v3
              promptpal restore marketing/tone@HEAD~2 --kind module
              promptpal restore marketing/old-idea@v1
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: ArgumentHelp(
            "The address and a version: @v3, or a commit, branch or tag.", valueName: "address@version"),
        completion: .custom(Completion.addressesAndFolders))
    var address: String

    @Option(help: "Use the file of this kind if several have the address.")
    var kind: RecordKindArgument?

    @Flag(help: "Restore even if uncommitted edits are lost.")
    var force = false

    @OptionGroup var write: WriteArguments

    func run() throws {
        let done = try globals.carryOut { store throws(StoreError) in
            try store.restore(
                RestoreRequest(
                    globals.record(address, kind: kind?.record), isForced: force, write: write.options))
        }
        let (restored, version) = (done.restored, done.version)
        tell(restored)
        if write.json {
            Output.standard.line(StatusJSON.restored(restored, version: version))
            return
        }
        let path = restored.record.path
        if restored.committed.commit == nil, !restored.cameBack {
            if !globals.quiet {
                Output.standard.line(Terminal.safe("\(path) already matches \(version)"))
            }
        } else {
            let verb = restored.cameBack ? "brought back" : "restored"
            Done.line("\(verb) \(path) as in \(version)", committed: restored.committed, quiet: globals.quiet)
        }
    }

    private func tell(_ restored: Restored) {
        guard !globals.quiet else { return }
        if let entry = restored.trashEntry {
            Output.error.line(Terminal.line("the record is also in the trash, as \(entry)"))
        }
        if let errors = restored.errors {
            var failure = Failure(
                status: 0, message: "the restored record has errors in the current library",
                help: "run `promptpal edit \(ShellWord.quoted(restored.record.address.shown))` to fix it")
            failure.report = DiagnosticReport(fileCount: 1, files: [errors])
            failure.report()
        }
    }
}

/// `promptpal undo`
struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Undo the last change.",
        discussion: """
            Undoes the last change that promptpal made, with a new commit. If you run it
            again, it undoes the change before that. If COMMIT is an undo, that undo is
            undone: a redo. Later changes are never lost: if one conflicts, nothing is
            changed and the conflicting change is named.

            EXAMPLES:
              promptpal undo
              promptpal undo 3f2a9c1
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The commit to undo; default: the last change.")
    var commit: String?

    @Flag(help: "Undo even if this removes a module or variable that is still used.")
    var force = false

    @OptionGroup var write: WriteArguments

    func run() throws {
        let undone = try globals.carryOut { store throws(StoreError) in
            try store.undo(UndoRequest(commit, isForced: force, write: write.options))
        }
        if write.json {
            Output.standard.line(StatusJSON.undone(undone))
            return
        }
        for path in undone.merged where !globals.quiet {
            Output.error.line("\(Terminal.line(path)) has later changes in other lines, which stay")
        }
        Done.line(
            "undid \(undone.shortUndone) \(quoted(undone.summary))", committed: undone.committed,
            quiet: globals.quiet)
    }
}
