internal import Diagnostics
public import PromptCore

/// Prompts whose uses are counted.
public struct StatsRequest: Sendable {
    /// A prompt or a folder; `nil` for all prompts that were ever used.
    public var name: RecordName?
    /// The first day that counts, in days since 1970; `nil` for all.
    public var since: Int?

    /// A request; without arguments, for all uses.
    public init(name: RecordName? = nil, since: Int? = nil) {
        self.name = name
        self.since = since
    }
}

/// Prompts with their uses, sorted by use count, highest first.
public struct StatsOutcome: Sendable {
    /// One prompt.
    public struct Line: Sendable {
        /// The prompt's address; for a deleted prompt the last one.
        public let address: String
        /// The prompt's id; `nil` if its file has none.
        public let id: RecordID?
        /// The use count and the last use.
        public let total: Usage.Total
        /// True if the prompt does not exist any more.
        public let isDeleted: Bool
        /// Its indices in the usage's prompts.
        let indices: [Int]
    }

    /// The prompts, sorted by use count, highest first.
    public let lines: [Line]
    /// True for all prompts that were ever used, false for a selection.
    public let isWhole: Bool
    private let usage: Usage

    /// Usage files with truncated lines.
    public var torn: [Usage.Torn] { usage.torn }

    /// The uses of these prompts by user, action and day.
    public var entries: [Usage.Entry] { usage.entries(of: isWhole ? nil : Set(lines.flatMap(\.indices))) }

    fileprivate init(_ lines: [Line], of usage: Usage, isWhole: Bool) {
        self.lines = lines
        self.usage = usage
        self.isWhole = isWhole
    }
}

extension Store {
    /// Counts the uses of prompts.
    ///
    /// - Throws: as ``address(of:)``; `notFound`, `notUsed` or `unreadable` if no prompt or folder matches.
    public func stats(_ request: StatsRequest) throws(StoreError) -> StatsOutcome {
        let usage = usage(since: request.since)
        let prompts = try summaries(in: .top, withTimes: false).filter { $0.kind == .prompt }
        guard let name = request.name, name.text != "/" else {
            return StatsOutcome(usage.lines(of: prompts, withGone: true), of: usage, isWhole: true)
        }
        let address = try self.address(of: name).address
        if let one = prompts.first(where: { $0.address == address }) {
            return StatsOutcome(usage.lines(of: [one]), of: usage, isWhole: false)
        }
        let below = prompts.filter { $0.address.path.hasPrefix(address.path + "/") }
        if !below.isEmpty || contents().folders.contains(address) {
            return StatsOutcome(usage.lines(of: below), of: usage, isWhole: false)
        }
        // A deleted prompt is found by the address of its last use.
        let gone = usage.lines(of: prompts, withGone: true)
            .filter { $0.isDeleted && $0.address == address.path }
        if gone.isEmpty { throw noUsage(of: address) }
        return StatsOutcome(gone, of: usage, isWhole: false)
    }

    private func noUsage(of address: Address) -> StoreError {
        do throws(StoreError) {
            _ = try read(.prompt, at: address)
            return .unreadable(address: address)
        } catch {
            guard case .notFound = error, let other = try? read(at: address) else { return error }
            return .notUsed(address: address, kind: other.kind)
        }
    }
}

extension Usage {
    /// Returns the uses of some prompts, sorted by use count, highest first.
    ///
    /// - Parameter withGone: true to include deleted prompts.
    fileprivate func lines(of records: [RecordSummary], withGone: Bool = false) -> [StatsOutcome.Line] {
        var lines = records.map { record in
            StatsOutcome.Line(
                address: record.address.path, id: record.id,
                total: total(of: record.id, at: record.address), isDeleted: false,
                indices: indices(of: record.id, at: record.address))
        }
        if withGone {
            let known = Set(lines.flatMap(\.indices))
            for (index, prompt) in prompts.enumerated() where !known.contains(index) {
                guard totals[index].uses > 0 else { continue }
                lines.append(
                    StatsOutcome.Line(
                        address: prompt.address, id: prompt.id, total: totals[index], isDeleted: true,
                        indices: [index]))
            }
        }
        return lines.sorted {
            if $0.total.uses != $1.total.uses { return $0.total.uses > $1.total.uses }
            return $0.address.utf8.lexicographicallyPrecedes($1.address.utf8)
        }
    }
}
