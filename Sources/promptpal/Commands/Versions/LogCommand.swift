internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal log`
struct LogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "List the versions of a prompt, or the changes of a folder or the store.",
        discussion: """
            A version is a commit that changes the content or the path of the prompt's file.
            The first is v1. Renames, the trash and merges are followed. Commands that read
            a record accept ADDRESS@VERSION: marketing/launch-email@v3.

            EXAMPLES:
              promptpal log marketing/launch-email
              promptpal log marketing --limit 20
              promptpal log --json | jq -r '.[0].summary'
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: ArgumentHelp("An address or a folder; default: the whole store.", valueName: "address"),
        completion: .custom(Completion.addressesAndFolders))
    var address: String?

    @Option(help: "Use the file of this kind if several have the address.")
    var kind: RecordKindArgument?

    @Option(help: ArgumentHelp("Show at most this many.", valueName: "n"))
    var limit: Int?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit must be 0 or more.") }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let request = LogRequest(
            name: address.map { globals.record($0, kind: kind?.record) }, limit: limit)
        switch try Failure.folding({ () throws(StoreError) in try store.log(request) }) {
        case .folder(let log): write(log)
        case .record(let history, let asked):
            if history.address != asked, !globals.quiet {
                Output.error.line(
                    "promptpal: \(quoted(Terminal.line(asked.path))) is now \(quoted(Terminal.line(history.address.shown)))"
                )
            }
            write(history)
        }
    }

    private func write(_ history: RecordHistory) {
        let versions = history.versions.reversed().prefix(limit ?? .max)
        if json {
            Output.standard.line(LogJSON.text(Array(versions)))
        } else {
            var table = Table(whole: [0, 1, 2, 3, 4])
            if let unsaved = history.unsaved {
                let text = "—  work tree, not committed: \(LogText.words(unsaved))"
                Output.standard.line(Terminal.styled(Terminal.line(text), as: .yellow))
            }
            for version in versions { table.rows.append(LogText.row(version)) }
            Output.standard.write(table.text(width: nil))
        }
        warnOfHorizon(history.isComplete)
    }

    private func write(_ log: StoreLog) {
        if json {
            Output.standard.line(LogJSON.text(log.commits))
        } else {
            for commit in log.commits { LogText.write(commit, to: .standard) }
        }
        warnOfHorizon(log.isComplete)
    }

    private func warnOfHorizon(_ isComplete: Bool) {
        guard !isComplete else { return }
        Output.standard.flush()
        Output.error.line(
            "promptpal: older versions are before the clone's horizon, so versions have no numbers")
        Output.error.line("  help: run `git fetch --unshallow` to get them")
    }
}
