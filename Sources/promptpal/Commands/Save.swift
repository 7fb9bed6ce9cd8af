internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore
internal import SafeFiles

/// `promptpal save`
struct Save: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "save",
        abstract: "Make a version of edits made in an editor.",
        discussion: """
            Checks the files and commits them, and nothing else: what you have staged or
            edited elsewhere stays as it is. New files get an id. Without an address it
            takes the one edit there is, or asks.

            EXAMPLES:
              promptpal save marketing/launch-email -m "Shorter, with a call to action"
              promptpal save marketing
              promptpal save --all
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: ArgumentHelp("Addresses, folders or files.", valueName: "address|path"),
        completion: .custom(Completion.addressesAndFolders))
    var targets: [String] = []

    @Flag(help: "Save everything that changed.")
    var all = false

    @Option(
        name: .shortAndLong, help: "What to call the version; without, made from what changed.")
    var message: String?

    @Flag(help: "Save files with errors too, and what others still use.")
    var force = false

    @Flag(help: "Save files too in which something looks like a key or token.")
    var allowSecret = false

    @OptionGroup var write: WriteArguments

    func validate() throws {
        if all, !targets.isEmpty { throw ValidationError("Give addresses, or --all.") }
        if let message, message.allSatisfy(\.isWhitespace) {
            throw ValidationError("The message can't be empty.")
        }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let status = try Failure.folding { () throws(StoreError) in try store.status() }
        if !force { try refuseOverlooked(in: store) }
        let changes = try choose(from: status, store)
        if changes.isEmpty {
            if write.json {
                Output.standard.line(StatusJSON.saved(.nothing))
            } else if !globals.quiet {
                Output.standard.line("nothing to save: every edit is in a version")
            }
            return
        }
        let saved = try save(changes, status, store)
        for note in saved.notes where !globals.quiet { Output.error.line(Terminal.line(note)) }
        if write.json {
            Output.standard.line(StatusJSON.saved(saved))
        } else if saved.changes.isEmpty {
            if !globals.quiet { Output.standard.line("nothing to save: what changed can't be read") }
        } else {
            Done.line("saved: \(saved.summary)", saved.committed, globals)
        }
    }

    private func save(
        _ changes: [StatusChange], _ status: StoreStatus, _ store: Store
    ) throws(Failure) -> Saved {
        do throws(StoreError) {
            return try store.save(
                changes, of: status, message: message, isForced: force, allowsSecrets: allowSecret,
                write.options)
        } catch {
            let (report, help): (DiagnosticReport, String)
            switch error {
            case .invalid(let errors):
                report = errors
                help = "`promptpal edit` opens a file; `promptpal save --force` saves it as it is"
            case .secrets(let secrets):
                report = secrets
                help =
                    "take it out: a version can't be taken back; `--allow-secret` saves it where the alarm is false"
            default: throw Failure(error)
            }
            var failure = Failure(
                1, "nothing was saved: \(counted(report.count(.error), "error")) to mend", help: help)
            failure.report = report
            throw failure
        }
    }

    /// A version of a folder or of everything is not whole where something in it could not be looked at.
    private func refuseOverlooked(in store: Store) throws(Failure) {
        let places = store.paths(named: globals.selection(targets))
        let overlooked = store.overlooked.filter { targets.isEmpty || places.concern($0.path) }
        guard let first = overlooked.first else { return }
        throw Failure(
            2, "nothing was saved: \(first.description)",
            help: "see who may read it (`ls -ld`); `promptpal save --force` saves without what is there")
    }

    /// What is meant: what was named, all, the only edit there is, or what a person at the terminal says.
    private func choose(from status: StoreStatus, _ store: Store) throws(Failure) -> [StatusChange] {
        if all { return status.changes }
        if !targets.isEmpty {
            return try Failure.folding { () throws(StoreError) in
                try status.changes(named: globals.selection(targets), in: store)
            }
        }
        if status.changes.count < 2 { return status.changes }
        let help = "name them, or give --all: `promptpal status` lists them"
        guard Terminal.canAsk else {
            throw Failure(1, "\(status.changes.count) edits are in no version yet", help: help)
        }
        Output.error.write(StatusText(status).lines(of: status.changes))
        guard LineReader.confirm("Save all of them as one version?", preset: true) else {
            throw Failure(1, "nothing was saved", help: help)
        }
        return status.changes
    }
}
