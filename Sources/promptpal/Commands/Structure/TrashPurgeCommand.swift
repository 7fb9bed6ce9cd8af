internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore

/// `promptpal trash purge`
struct TrashPurgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Take trash entries out of the store; the history keeps them.",
        discussion: """
            Asks first, or takes --yes. --older-than is an age (30d, 12h, 2w) or a date.

            EXAMPLES:
              promptpal trash purge --older-than 30d
              promptpal trash purge --all --yes
            """)

    @OptionGroup var globals: Globals
    @OptionGroup var write: WriteArguments

    @Option(help: ArgumentHelp("Only what was deleted longer ago.", valueName: "age"))
    var olderThan: String?

    @Flag(help: "Everything, entries that can't be read too.")
    var all = false

    @Flag(help: "Don't ask.")
    var yes = false

    func validate() throws {
        if (olderThan == nil) != all { throw ValidationError("Give --older-than AGE or --all.") }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let directories = try directories(store.trash())
        if directories.isEmpty {
            if write.json {
                Output.standard.line(TrashPurgeCommand.text(of: Purged(), commit: nil))
            } else if !globals.quiet {
                Output.standard.line("nothing in the trash is to be purged")
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
                status: 64, message: "\(quoted(olderThan)) is no age",
                help: "write 30d, 12h, 2w, or a date like 2026-11-24")
        }
        return trash.directories(before: limit)
    }

    private func ask(_ count: Int) throws(Failure) {
        if yes { return }
        let entries = counted(count, one: "entry", many: "entries")
        guard Terminal.canAsk else {
            throw Failure(
                status: 1, message: "\(entries) would be purged, and no one is there to ask",
                help: "--yes purges without asking")
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
            Done.line("purged \(count)", committed: committed, globals: globals)
            if !globals.quiet {
                Output.standard.flush()
                Output.error.line(
                    "  the history still has \(purged.directories.count == 1 ? "it" : "them"): `git log -- \(first)`"
                )
            }
        }
        for (directory, why) in purged.skipped {
            Output.error.line("promptpal: \(Terminal.line("\(directory) is left: \(why)"))")
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
