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

/// `promptpal pull`
struct PullCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "Take the changes of the library that this one is shared with.",
        discussion: """
            Where both sides changed, their changes are merged prompt by prompt: by module,
            option and variable, not only by line. What can't be both is kept in both
            versions, and `promptpal resolve` settles it. Edits that you have not saved stay
            yours. Either all of it is done, or nothing.

            EXAMPLES:
              promptpal pull
              promptpal pull --json | jq -r '.changes[].path'
            """)

    @OptionGroup var globals: Globals

    @OptionGroup var write: WriteArguments

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let progress = TransferBar(quiet: globals.quiet)
        defer { progress?.finish() }
        let pulled = try Failure.folding { () throws(StoreError) in
            try store.pull(write.options, progress: { progress?.update($0) })
        }
        progress?.finish()
        if write.json { return Output.standard.line(SharingJSON.pulled(pulled)) }
        SharingText.write(pulled, globals: globals)
    }
}

/// `promptpal push`
struct PushCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Send your changes to the library that this one is shared with.",
        discussion: """
            Its branch only ever goes forward: where it has changes that you do not have,
            nothing is sent, and `promptpal sync` does both. Edits that are not saved are
            not sent.

            EXAMPLES:
              promptpal push
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let progress = TransferBar(quiet: globals.quiet)
        defer { progress?.finish() }
        let pushed = try Failure.folding { () throws(StoreError) in
            try store.push(progress: { progress?.update($0) })
        }
        progress?.finish()
        if json { return Output.standard.line(SharingJSON.pushed(pushed)) }
        SharingText.write(pushed, globals: globals)
    }
}
