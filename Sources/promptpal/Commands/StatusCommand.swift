internal import ArgumentParser
internal import PromptCore
internal import PromptStore
internal import SafeFiles

/// `promptpal status`
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the edits that are in no version yet.",
        discussion: """
            Compares the files of the store with the last commit: what an editor changed,
            added, moved or deleted. `promptpal save` makes a version of it.

            EXAMPLES:
              promptpal status
              promptpal status --json | jq -r '.[] | select(.change == "invalid").path'
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let status = try Failure.folding { () throws(StoreError) in try store.status() }
        let text = StatusText(status)
        if json {
            Output.standard.line(StatusJSON.status(status))
        } else {
            Output.standard.write(text.lines(of: status.changes))
        }
        guard !globals.quiet else { return }
        if let situation = text.situation { Output.error.line("promptpal: \(situation)") }
        if json { return }
        if status.changes.isEmpty {
            if !store.overlooked.isEmpty { return }
            Output.error.line("every edit is in a version")
        } else if status.operation == nil, status.hasVersions {
            Output.error.line(
                "`promptpal save ADDRESS…` makes a version of some, `promptpal save --all` of all")
        }
    }
}
