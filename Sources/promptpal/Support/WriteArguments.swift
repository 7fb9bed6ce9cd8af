internal import ArgumentParser
internal import PromptStore

/// Options of every command that writes.
struct WriteArguments: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Don't wait until the change is on the disk: faster, but a power cut may take it back."))
    var noSync = false

    @Flag(help: "Print what was done as JSON.")
    var json = false

    var options: WriteOptions { WriteOptions(isSynced: !noSync) }
}

/// The line that a writing command prints about its change.
enum Done {
    /// Prints `set tags in prompts/a.prompt.yaml (3f2a9c1)`; nothing with `--quiet`.
    static func line(_ text: String, committed: Committed, globals: Globals) {
        guard !globals.quiet else { return }
        let commit = committed.shortCommit.map { " (\($0))" } ?? ""
        Output.standard.line(Terminal.safe(text) + commit)
    }
}
