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
    var kind: NewCommand.RecordKindArgument?

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
