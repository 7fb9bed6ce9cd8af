internal import Git
public import PromptCore
internal import SafeFiles
internal import SystemPackage

/// The uses of prompts, counted by person and day.
public struct Usage: Sendable {
    /// Equal uses of one day.
    public struct Entry: Sendable {
        /// The prompt.
        public let prompt: UsagePrompt
        /// `Ana Ruiz <ana@example.com>`
        public let user: String
        /// `render`, `copy`
        public let action: String
        /// Days since 1970-01-01, in UTC.
        public let day: Int
        /// The number of uses.
        public let count: Int
        /// The time of the last of them, in seconds since 1970-01-01T00:00:00Z.
        public let lastAt: Int64
    }

    /// The use count and the time of the last use.
    public struct Total: Sendable, Hashable {
        /// The number of uses.
        public internal(set) var uses = 0
        /// Seconds since 1970-01-01T00:00:00Z.
        public internal(set) var lastAt: Int64 = .min

        /// RFC 3339 in UTC; `nil` for never.
        public var lastText: String? { uses == 0 ? nil : CivilTime(secondsSinceEpoch: lastAt).text }

        mutating func add(_ other: Total) {
            uses += other.uses
            lastAt = max(lastAt, other.lastAt)
        }
    }

    /// A file with lines that are not events, because their writing was interrupted.
    public struct Torn: Sendable, Hashable {
        /// The path, relative to the store, or to the repository's or the user's own directory.
        public let path: String
        /// The number of such lines.
        public let lines: Int
    }

    /// The files with truncated lines.
    public let torn: [Torn]
    /// The prompts that were ever used, in the order of their first use; some may be deleted.
    public let prompts: [UsagePrompt]
    /// The use of each of ``prompts``.
    public let totals: [Total]
    private let counts: UsageCounts
    private let since: Int?
    private let byID: [RecordID: Int]
    private let byAddress: [String: Int]

    init(_ counts: UsageCounts, since: Int?) {
        self.counts = counts
        self.since = since
        torn = counts.files.filter { $0.tornCount > 0 }.map { Torn(path: $0.path, lines: $0.tornCount) }
        prompts = counts.names.prompts
        var totals = [Total](repeating: Total(), count: prompts.count)
        for (_, month) in counts.months {
            for row in month.rows where since.map({ Int(row.day) >= $0 }) ?? true {
                totals[Int(row.prompt)].add(Total(uses: Int(row.count), lastAt: row.lastAt))
            }
        }
        self.totals = totals
        var (byID, byAddress): ([RecordID: Int], [String: Int]) = ([:], [:])
        for (index, prompt) in prompts.enumerated() {
            if let id = prompt.id { byID[id] = index } else { byAddress[prompt.address] = index }
        }
        (self.byID, self.byAddress) = (byID, byAddress)
    }

    /// Returns the indices in ``prompts`` that belong to a prompt: that of its id, and that of its address
    /// before it had one.
    public func indices(of id: RecordID?, at address: Address) -> [Int] {
        [id.flatMap { byID[$0] }, byAddress[address.path]].compactMap { $0 }
    }

    /// Returns the uses of a prompt.
    public func total(of id: RecordID?, at address: Address) -> Total {
        indices(of: id, at: address).reduce(into: Total()) { $0.add(totals[$1]) }
    }

    /// Returns the uses of some prompts, or of all.
    ///
    /// - Parameter indices: indices in ``prompts``; `nil` for all.
    public func entries(of indices: Set<Int>? = nil) -> [Entry] {
        counts.months.values.flatMap { month in
            month.rows.compactMap { row -> Entry? in
                guard indices?.contains(Int(row.prompt)) ?? true, since.map({ Int(row.day) >= $0 }) ?? true
                else {
                    return nil
                }
                return Entry(
                    prompt: prompts[Int(row.prompt)], user: counts.names.users.all[Int(row.user)],
                    action: counts.names.actions.all[Int(row.action)], day: Int(row.day),
                    count: Int(row.count),
                    lastAt: row.lastAt)
            }
        }
    }
}

extension Store {
    /// Counts all usage events, those of this machine and shared ones. Only new events are read; libgit2 is
    /// not loaded.
    ///
    /// - Parameter since: the first day that counts, in days since 1970-01-01; `nil` for all.
    public func usage(since: Int? = nil) -> Usage {
        let glance = RepositoryGlance(containing: path.string)
        let local = LocalUsage(
            of: path, glance: glance, personal: environment.personal, resolver: directory.resolver,
            isMade: false)
        let cache = local.map { UsageCache($0, store: Host.realPath(path.string) ?? path.string) }
        var refresh = UsageRefresh(UsageFolders(store: directory, local: local), cache: cache)
        refresh.run()
        return Usage(refresh.counts, since: since)
    }
}
