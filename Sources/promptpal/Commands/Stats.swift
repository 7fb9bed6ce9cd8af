internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal stats`
struct Stats: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Show how often prompts were used, by whom and when.",
        discussion: """
            Counts what render noted, on this machine and where the store shares its usage
            (usage.share). Nothing is noted with usage.record: false in promptpal.yaml, or
            with PROMPTPAL_USAGE=off.

            EXAMPLES:
              promptpal stats
              promptpal stats marketing/launch-email
              promptpal stats --since 30d --limit 10
              promptpal stats --json | jq -r '.[0].address'
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: ArgumentHelp("A prompt, or a folder; without one, all.", valueName: "address"),
        completion: .custom(Completion.addressesAndFolders))
    var address: String?

    @Option(
        help: ArgumentHelp(
            "Only from a day on: 2026-11-24, or 30d, 4w, 12m, 1y before today.", valueName: "day"))
    var since: String?

    @Option(help: ArgumentHelp("At most so many prompts.", valueName: "n"))
    var limit: Int?

    @Flag(help: "Move this machine's events into usage/ and make a version of it, as usage.share wants.")
    var share = false

    @Flag(help: "Print JSON.")
    var json = false

    private static var today: Int { Int(Host.secondsSinceEpoch() / 86_400) }

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit is a number from 0.") }
        if let since, UsageTime.day(since, today: Stats.today) == nil {
            throw ValidationError("--since is a day (2026-11-24), or how long ago: 30d, 4w, 12m, 1y.")
        }
        if share, address != nil || since != nil || limit != nil {
            throw ValidationError("--share moves all events: it goes alone.")
        }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        if share { return try shareUsage(of: store) }
        let day = since.flatMap { UsageTime.day($0, today: Stats.today) }
        let usage = store.usage(since: day)
        warn(of: usage.torn)
        let selection = try selection(store, usage)
        if json {
            Output.standard.line(StatsJSON.text(selection, usage, limit: limit))
        } else {
            StatsText(selection, usage, since: day, today: Stats.today, limit: limit).write(
                isQuiet: globals.quiet)
        }
    }

    /// The prompts that are meant, those used most first.
    private func selection(_ store: Store, _ usage: Usage) throws -> StatsSelection {
        let all = try Failure.folding { () throws(StoreError) in
            try store.summaries(in: .top, withTimes: false).filter { $0.kind == .prompt }
        }
        guard let address, address != "/" else { return StatsSelection(all, usage, isWhole: true) }
        let place = try Lookup(store, globals).place(of: address)
        if let one = all.first(where: { $0.address == place.address }) {
            return StatsSelection([one], usage, isWhole: false)
        }
        let below = all.filter { $0.address.path.hasPrefix(place.address.path + "/") }
        if !below.isEmpty || store.contents().folders.contains(place.address) {
            return StatsSelection(below, usage, isWhole: false)
        }
        // One that is gone is known by where it was used last.
        let gone = StatsSelection(all, usage, isWhole: true).lines.filter {
            $0.isDeleted && $0.address == place.address.path
        }
        if gone.isEmpty { throw try missing(store, place.address) }
        return StatsSelection(lines: gone, isWhole: false)
    }

    private func missing(_ store: Store, _ address: Address) throws -> Failure {
        do throws(StoreError) {
            _ = try store.read(.prompt, at: address)
            return Failure(2, "\(quoted(address.path)) can't be read")
        } catch {
            guard case .notFound = error, let other = try? store.read(at: address) else {
                return Failure(error)
            }
            return Failure(
                2,
                "\(quoted(address.path)) is a \(other.kind.rawValue), and only the use of prompts is noted",
                help: "`promptpal show \(ShellWord.quoted(address.path))` shows who refers to it")
        }
    }

    private func warn(of torn: [Usage.Torn]) {
        for file in torn where !globals.quiet {
            Output.error.line(
                "promptpal: warning: \(counted(file.lines, "line")) of \(Terminal.line(file.path)) \(file.lines == 1 ? "is" : "are") cut off, and not counted"
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
            Done.line("shared \(counted(shared.events, "event"))", shared.committed, globals)
        }
    }
}
