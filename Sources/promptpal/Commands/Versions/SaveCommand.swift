internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore
internal import SafeFiles

/// `promptpal save`
struct SaveCommand: ParsableCommand {
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
        let saved: Saved
        do throws(StoreError) {
            let named = SaveRequest.Selection.named(globals.selection(targets))
            saved = try store.save(request(all ? .all : targets.isEmpty ? .single : named))
        } catch {
            guard case .severalEdits(let status) = error else { throw failure(error) }
            try confirm(status)
            do throws(StoreError) { saved = try store.save(request(.shown(status))) } catch {
                throw failure(error)
            }
        }
        say(saved)
    }

    private func request(_ selection: SaveRequest.Selection) -> SaveRequest {
        var request = SaveRequest(selection, message: message)
        request.isForced = force
        request.allowsSecrets = allowSecret
        request.write = write.options
        return request
    }

    private func say(_ saved: Saved) {
        for note in saved.notes where !globals.quiet { Output.error.line(Terminal.line(note)) }
        if write.json {
            Output.standard.line(StatusJSON.saved(saved))
        } else if saved.changes.isEmpty {
            if globals.quiet { return }
            Output.standard.line(
                saved.notes.isEmpty
                    ? "nothing to save: every edit is in a version"
                    : "nothing to save: what changed can't be read")
        } else {
            Done.line("saved: \(saved.summary)", committed: saved.committed, globals: globals)
        }
    }

    private func failure(_ error: StoreError) -> Failure {
        let (report, help): (DiagnosticReport, String)
        switch error {
        case .invalid(let errors):
            report = errors
            help = "`promptpal edit` opens a file; `promptpal save --force` saves it as it is"
        case .secrets(let secrets):
            report = secrets
            help =
                "take it out: a version can't be taken back; `--allow-secret` saves it where the alarm is false"
        default: return Failure(error)
        }
        var failure = Failure(
            status: 1, message: "nothing was saved: \(counted(report.count(.error), one: "error")) to mend",
            help: help)
        failure.report = report
        return failure
    }

    /// Asks a person at the terminal to confirm, if there are several edits and no names.
    private func confirm(_ status: StoreStatus) throws(Failure) {
        guard Terminal.canAsk else { throw Failure(StoreError.severalEdits(status)) }
        Output.error.write(StatusText(status).lines(of: status.changes))
        guard LineReader.confirm("Save all of them as one version?", preset: true) else {
            throw Failure(
                status: 1, message: "nothing was saved", help: Failure(StoreError.severalEdits(status)).help)
        }
    }
}
