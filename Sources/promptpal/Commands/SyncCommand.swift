internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal sync`
struct SyncCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Make this library and the one it is shared with the same.",
        discussion: """
            Pulls, then pushes, and does it again where somebody else was quicker. Where the
            library shares its usage, what was used here goes along. Edits that are not
            saved stay here.

            EXAMPLES:
              promptpal sync
            """)

    @OptionGroup var globals: Globals

    @OptionGroup var write: WriteArguments

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let progress = TransferBar(quiet: globals.quiet)
        defer { progress?.finish() }
        let synced = try Failure.folding { () throws(StoreError) in
            try store.sync(write.options, progress: { progress?.update($0) })
        }
        progress?.finish()
        if write.json { return Output.standard.line(SharingJSON.synced(synced)) }
        for pulled in synced.pulled where pulled.result != .upToDate && pulled.result != .nothingThere {
            SharingText.write(pulled, globals: globals)
        }
        if synced.events > 0, !globals.quiet {
            Output.standard.line("shared \(counted(synced.events, one: "use"))")
        }
        if let pushed = synced.pushed {
            SharingText.write(pushed, globals: globals)
        } else if let last = synced.pulled.last, last.result == .upToDate {
            SharingText.write(last, globals: globals)
        }
    }
}
