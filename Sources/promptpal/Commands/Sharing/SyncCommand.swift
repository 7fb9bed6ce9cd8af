internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal sync`
struct SyncCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Pull and push the changes of a shared library.",
        discussion: """
            Pulls, then pushes, and repeats this if somebody else pushed in between. If the
            library shares its usage, the uses recorded here are sent too. Uncommitted edits
            are not sent. Published versions keep their numbers; your unpublished versions
            are numbered after them, and those with a new number are listed.

            EXAMPLES:
              promptpal sync
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Send although your last commit has new problems or unresolved conflicts.")
    var pushAnyway = false

    @OptionGroup var write: WriteArguments

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let progress = TransferBar(quiet: globals.quiet)
        defer { progress?.finish() }
        let synced = try Failure.folding { () throws(StoreError) in
            try store.sync(
                write.options, isForced: pushAnyway,
                foretelling: { [globals] in
                    progress?.finish()
                    SharingText.write($0, globals: globals)
                }, progress: { progress?.update($0) })
        }
        progress?.finish()
        defer { if !globals.quiet { SharingText.writeLabels(of: store) } }
        if write.json {
            Output.standard.line(SharingJSON.synced(synced))
        } else {
            show(synced)
        }
        if !synced.problems.isEmpty {
            Output.standard.flush()
            throw Failure(problems: synced.problems, notIn: synced.pulled.last?.name ?? "the other side")
        }
        try SharingText.failIfOverruled(synced.pulled)
    }

    private func show(_ synced: Synced) {
        for pulled in synced.pulled where pulled.result != .upToDate && pulled.result != .nothingThere {
            SharingText.write(pulled, globals: globals, showsProblems: synced.problems.isEmpty)
        }
        if synced.events > 0, !globals.quiet {
            Output.standard.line("shared \(counted(synced.events, one: "use"))")
        }
        if let pushed = synced.pushed {
            SharingText.write(pushed, globals: globals)
        } else if synced.problems.isEmpty, let last = synced.pulled.last, last.result == .upToDate {
            SharingText.write(last, globals: globals)
        }
    }
}

/// `promptpal pull`
struct PullCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "Get the changes of the library that this one is shared with.",
        discussion: """
            If both sides changed, the changes are merged prompt by prompt: by module,
            option and variable, not only by line. In a conflict both versions are kept, and
            `promptpal resolve` resolves it. Your uncommitted edits stay in the work tree.
            Either the whole pull is done, or nothing is changed. If the other side was
            rewritten and published commits are gone there, nothing is done without --keep
            or --take.

            EXAMPLES:
              promptpal pull
              promptpal pull --json | jq -r '.changes[].path'
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "If published commits are gone on the other side, merge, which brings them back.")
    var keep = false

    @Flag(help: "If published commits are gone on the other side, give them up here too.")
    var take = false

    @OptionGroup var write: WriteArguments

    func validate() throws {
        if keep, take { throw ValidationError("Give only one of --keep and --take.") }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let progress = TransferBar(quiet: globals.quiet)
        defer { progress?.finish() }
        let pulled = try Failure.folding { () throws(StoreError) in
            try store.pull(
                write.options, ifGone: keep ? .keep : take ? .take : nil,
                progress: { progress?.update($0) })
        }
        progress?.finish()
        if write.json {
            Output.standard.line(SharingJSON.pulled(pulled))
        } else {
            SharingText.write(pulled, globals: globals)
        }
        try SharingText.failIfOverruled([pulled])
    }
}

/// `promptpal push`
struct PushCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Send your changes to the library that this one is shared with.",
        discussion: """
            The other branch only ever moves forward: if it has changes that you do not
            have, nothing is sent; run `promptpal sync` then. Uncommitted edits are not
            sent. If the last commit is a merge by `git pull` that would change published
            version numbers, it is made again with its parents exchanged.

            EXAMPLES:
              promptpal push
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Send although your last commit has new problems or unresolved conflicts.")
    var pushAnyway = false

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let progress = TransferBar(quiet: globals.quiet)
        defer { progress?.finish() }
        let pushed = try Failure.folding { () throws(StoreError) in
            try store.push(
                isForced: pushAnyway,
                foretelling: { [globals] in
                    progress?.finish()
                    SharingText.write($0, globals: globals)
                }, progress: { progress?.update($0) })
        }
        progress?.finish()
        defer { if !globals.quiet { SharingText.writeLabels(of: store) } }
        if json { return Output.standard.line(SharingJSON.pushed(pushed)) }
        SharingText.write(pushed, globals: globals)
    }
}
