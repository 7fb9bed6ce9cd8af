internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore
internal import SafeFiles

/// `promptpal save`
struct SaveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "save",
        abstract: "Commit edits made in an editor.",
        discussion: """
            Checks the files and commits exactly these files: other edits and everything you
            have staged stay as they are. New files get an id. Without an address, it saves
            the only edit; if there are several, it asks.

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

    @Flag(help: "Save all edits.")
    var all = false

    @Option(
        name: .shortAndLong, help: "The commit message; default: made from the changes.")
    var message: String?

    @Flag(help: "Also save files with errors, and deletions of records that others use.")
    var force = false

    @Flag(help: "Also save files with text that looks like a key or token.")
    var allowSecret = false

    @OptionGroup var write: WriteArguments

    func validate() throws {
        if all, !targets.isEmpty { throw ValidationError("Give either addresses or --all.") }
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
                    ? "nothing to save: there are no uncommitted edits"
                    : "nothing to save: the changed files can't be read")
        } else {
            Done.line("saved: \(saved.summary)", committed: saved.committed, quiet: globals.quiet)
        }
    }

    private func failure(_ error: StoreError) -> Failure {
        let (report, help): (DiagnosticReport, String)
        switch error {
        case .invalid(let errors):
            report = errors
            help = "run `promptpal edit` to fix a file, or `promptpal save --force` to save it anyway"
        case .secrets(let secrets):
            report = secrets
            help =
                "remove it: a commit can't be taken back; if it is a false alarm, use `--allow-secret`"
        default: return Failure(error)
        }
        var failure = Failure(
            status: 1, message: "nothing was saved: \(counted(report.count(.error), one: "error")) to fix",
            help: help)
        failure.report = report
        return failure
    }

    /// Asks a person at the terminal to confirm, if there are several edits and no names.
    private func confirm(_ status: StoreStatus) throws(Failure) {
        guard Terminal.canAsk else { throw Failure(StoreError.severalEdits(status)) }
        Output.error.write(StatusText(status).lines(of: status.changes))
        guard LineReader.confirm("Save all of them as one commit?", preset: true) else {
            throw Failure(
                status: 1, message: "nothing was saved", help: Failure(StoreError.severalEdits(status)).help)
        }
    }
}
