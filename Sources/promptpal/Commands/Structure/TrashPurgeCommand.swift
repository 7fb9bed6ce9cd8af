internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore

/// `promptpal trash purge`
struct TrashPurgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Remove trash entries from the store; the history keeps them.",
        discussion: """
            Asks first, unless --yes is given. --older-than takes an age (30d, 12h, 2w) or a
            date.

            EXAMPLES:
              promptpal trash purge --older-than 30d
              promptpal trash purge --all --yes
            """)

    @OptionGroup var globals: Globals
    @OptionGroup var write: WriteArguments

    @Option(help: ArgumentHelp("Only entries that were deleted before this.", valueName: "age"))
    var olderThan: String?

    @Flag(help: "All entries, also those that can't be read.")
    var all = false

    @Flag(help: "Don't ask.")
    var yes = false

    func validate() throws {
        if (olderThan == nil) != all { throw ValidationError("Give either --older-than AGE or --all.") }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let directories = try directories(store.trash())
        if directories.isEmpty {
            if write.json {
                Output.standard.line(TrashPurgeCommand.text(of: Purged(), commit: nil))
            } else if !globals.quiet {
                Output.standard.line("nothing to purge")
            }
            return
        }
        try ask(directories.count)
        let done = try Failure.folding { () throws(StoreError) in
            try store.purgeTrash(PurgeTrashRequest(directories, write: write.options))
        }
        say(done.purged, committed: done.committed)
        if done.purged.directories.isEmpty { throw Failure(status: 1, message: "nothing was purged") }
    }

    private func directories(_ trash: Trash) throws(Failure) -> [String] {
        guard let olderThan else { return trash.directories(before: nil) }
        guard let limit = TrashAge.limit(olderThan, now: Host.secondsSinceEpoch()) else {
            throw Failure(
                status: 64, message: "\(quoted(olderThan)) is not an age",
                help: "write 30d, 12h, 2w, or a date like 2026-11-24")
        }
        return trash.directories(before: limit)
    }

    private func ask(_ count: Int) throws(Failure) {
        if yes { return }
        let entries = counted(count, one: "entry", many: "entries")
        guard Terminal.canAsk else {
            throw Failure(
                status: 1, message: "\(entries) would be purged, but there is no terminal to ask at",
                help: "use --yes to purge without asking")
        }
        guard LineReader.confirm("Purge \(entries) of the trash?", preset: false) else {
            throw Failure(status: 1, message: "nothing was purged")
        }
    }

    private func say(_ purged: Purged, committed: Committed) {
        if write.json {
            Output.standard.line(TrashPurgeCommand.text(of: purged, commit: committed.commit))
        } else if let first = purged.directories.first {
            let count = counted(purged.directories.count, one: "trash entry", many: "trash entries")
            Done.line("purged \(count)", committed: committed, quiet: globals.quiet)
            if !globals.quiet {
                Output.standard.flush()
                Output.error.line(
                    "  the history still has \(purged.directories.count == 1 ? "it" : "them"): `git log -- \(first)`"
                )
            }
        }
        for (directory, why) in purged.skipped {
            let reason = Failure(why).message
            Output.error.line("promptpal: \(Terminal.line("\(directory) was not purged: \(reason)"))")
        }
    }

    private static func text(of purged: Purged, commit: String?) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.array("purged") { list in purged.directories.forEach { list.value($0) } }
            object.set("files", to: purged.fileCount)
            object.array("skipped") { list in purged.skipped.forEach { list.value($0.directory) } }
            object.set("commit", to: commit)
        }
        return json.text
    }
}
