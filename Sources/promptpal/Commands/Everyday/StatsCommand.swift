internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore

/// `promptpal stats`
struct StatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Show how often prompts were used, by whom and when.",
        discussion: """
            Counts the uses that render recorded on this machine and, if the store shares
            its usage (usage.share), on others. Nothing is recorded with usage.record: false
            in promptpal.yaml, or with PROMPTPAL_USAGE=off.

            EXAMPLES:
              promptpal stats
              promptpal stats marketing/launch-email
              promptpal stats --since 30d --limit 10
              promptpal stats --json | jq -r '.[0].address'
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: ArgumentHelp("A prompt or a folder; default: all prompts.", valueName: "address"),
        completion: .custom(Completion.addressesAndFolders))
    var address: String?

    @Option(
        help: ArgumentHelp(
            "Only uses since a day: 2026-11-24, or 30d, 4w, 12m, 1y before today.", valueName: "day"))
    var since: String?

    @Option(help: ArgumentHelp("Show at most this many prompts.", valueName: "n"))
    var limit: Int?

    @Flag(help: "Move this machine's events into usage/ and commit them, if usage.share is true.")
    var share = false

    @Flag(help: "Print JSON.")
    var json = false

    private static var today: Int { Int(Host.secondsSinceEpoch() / 86_400) }

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit must be 0 or more.") }
        if let since, UsageTime.day(since, today: StatsCommand.today) == nil {
            throw ValidationError("--since must be a day (2026-11-24) or an age: 30d, 4w, 12m, 1y.")
        }
        if share, address != nil || since != nil || limit != nil {
            throw ValidationError("--share moves all events and can't be combined with other arguments.")
        }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        if share { return try shareUsage(of: store) }
        let day = since.flatMap { UsageTime.day($0, today: StatsCommand.today) }
        let found = try Failure.folding { () throws(StoreError) in
            try store.stats(StatsRequest(name: address.map { globals.record($0) }, since: day))
        }
        warn(of: found.torn)
        if json {
            Output.standard.line(StatsJSON.text(found, limit: limit))
        } else {
            StatsText(found, since: day, today: StatsCommand.today, limit: limit).write(
                isQuiet: globals.quiet)
        }
    }

    private func warn(of torn: [Usage.Torn]) {
        for file in torn where !globals.quiet {
            Output.error.line(
                "promptpal: warning: \(counted(file.lines, one: "line")) of \(Terminal.line(file.path)) \(file.lines == 1 ? "is" : "are") incomplete and not counted"
            )
        }
    }

    private func shareUsage(of store: Store) throws {
        let shared = try Failure.folding { () throws(StoreError) in try store.shareUsage() }
        if json {
            Output.standard.line(StatsJSON.shared(shared))
        } else if shared.events == 0 {
            if !globals.quiet { Output.standard.line("nothing to share: every event is in usage/") }
        } else {
            Done.line(
                "shared \(counted(shared.events, one: "event"))", committed: shared.committed,
                quiet: globals.quiet)
        }
    }
}

/// The output of `stats --json`; keys and their order are documented and stable.
enum StatsJSON {
    /// Returns the prompts, sorted by use count, highest first. For a single prompt, users and days are
    /// included.
    static func text(_ selection: StatsOutcome, limit: Int?) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for line in selection.lines.prefix(limit ?? .max) {
                list.object { object in
                    object.set("address", to: line.address)
                    object.set("id", to: line.id?.description)
                    object.set("uses", to: line.total.uses)
                    object.set("last_used_at", to: line.total.lastText)
                    object.set("deleted", to: line.isDeleted)
                    if selection.lines.count == 1, !selection.isWhole {
                        write(selection.entries, to: &object)
                    }
                }
            }
        }
        return json.text
    }

    private static func write(_ entries: [Usage.Entry], to object: inout JSONWriter) {
        parts("users", key: "user", of: entries, to: &object) { $0.user }
        parts("actions", key: "action", of: entries, to: &object) { $0.action }
        parts("days", key: "day", of: entries, to: &object) { UsageTime.text(day: $0.day) }
    }

    private static func parts(
        _ name: String, key: String, of entries: [Usage.Entry], to object: inout JSONWriter,
        text: (Usage.Entry) -> String
    ) {
        var counts: [String: Int] = [:]
        for entry in entries { counts[text(entry), default: 0] += entry.count }
        object.array(name) { list in
            for (text, count) in counts.sorted(by: { $0.key < $1.key }) {
                list.object { part in
                    part.set(key, to: text)
                    part.set("uses", to: count)
                }
            }
        }
    }

    static func shared(_ shared: SharedUsage) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.set("events", to: shared.events)
            object.set("commit", to: shared.committed.commit)
        }
        return json.text
    }
}
