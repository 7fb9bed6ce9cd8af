internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore

/// `promptpal restore`
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Bring a version of a record back.",
        discussion: """
            Gives a prompt, module, variable or folder the content that it had in a version,
            as a new version; what came between stays in the history. It keeps its place
            and its id. One that is gone comes back where it was.

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

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: RecordKindArgument?

    @Flag(help: "Also where edits would be lost that are in no version yet.")
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
                Output.standard.line(Terminal.safe("\(path) is as in \(version) already"))
            }
        } else {
            let verb = restored.cameBack ? "brought back" : "restored"
            Done.line("\(verb) \(path) as in \(version)", committed: restored.committed, globals: globals)
        }
    }

    private func tell(_ restored: Restored) {
        guard !globals.quiet else { return }
        if let entry = restored.trashEntry {
            Output.error.line(Terminal.line("the trash has it too, as \(entry)"))
        }
        if let errors = restored.errors {
            var failure = Failure(
                status: 0, message: "what was restored has errors in the library as it is now",
                help: "`promptpal edit \(ShellWord.quoted(restored.record.address.path))` opens it")
            failure.report = DiagnosticReport(fileCount: 1, files: [errors])
            failure.report()
        }
    }
}

/// `promptpal undo`
struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take the last change back.",
        discussion: """
            Takes back the last change that promptpal made, as a new commit; again, and it
            takes back the one before. The commit of an undo, given as COMMIT, is taken
            back too: that is a redo. Later changes are never lost: where one stands in the
            way, nothing is written and it is named.

            EXAMPLES:
              promptpal undo
              promptpal undo 3f2a9c1
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The commit to take back; without, the last one.")
    var commit: String?

    @Flag(help: "Also where a module or variable that goes away with it is still used.")
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
            Output.error.line("\(Terminal.line(path)) changed later in other lines, and keeps that")
        }
        Done.line(
            "took back \(undone.shortUndone) \(quoted(undone.summary))", committed: undone.committed,
            globals: globals)
    }
}
