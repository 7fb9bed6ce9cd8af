public import PromptCore

/// The three-way merge of a store's changed files: matches the files by id, brings moves and deletions of one
/// side to the references of the other one, and merges each file with ``FileMerge``.
public enum TreeMerge {
    /// Merges the changes of two sides to some files. Theirs is the published side.
    ///
    /// The maps hold files by path with `/`, relative to the store: all files that differ between any two of
    /// the three versions, and possibly others. A file that is in none of the maps counts as unchanged.
    ///
    /// - A record that one side renamed and the other one changed is merged at its new path, and references
    ///   of the other side to it are rewritten.
    /// - A file deleted on one side and changed on the other one is kept; also a shared record that the other
    ///   side has begun to use.
    /// - If two records have the same path, or paths that are the same on many systems, theirs keeps it, and
    ///   ours becomes `name-2`, with the references to it.
    /// - A record that one side moved to the trash and the other one changed is restored. A record that both
    ///   sides moved to the trash stays in one entry, theirs.
    ///
    /// - Parameters:
    ///   - unchanged: the shared modules and variables whose files are in none of the maps.
    ///   - isTaken: returns true if a path that is in none of the maps has a file; called before a file gets
    ///     a new path.
    ///   - referrers: returns the unchanged prompts and modules that may refer to any of some shared records
    ///     of the merged library; called if both sides changed shared records.
    public static func merge(
        base: [String: [UInt8]], ours: [String: [UInt8]], theirs: [String: [UInt8]],
        options: MergeOptions = .standard, unchanged: any Library = EmptyLibrary(),
        isTaken: @escaping (String) -> Bool = { _ in false },
        referrers: ([ParsedFile]) -> [ParsedFile] = { _ in [] }
    ) -> MergedTree {
        let sides = MergeSides(base: base, ours: ours, theirs: theirs, unchanged: unchanged)
        var merger = FileSetMerger(sides, options: options, isTaken: isTaken)
        return merger.run(referrers)
    }
}

/// The result of a merge of trees.
public struct MergedTree: Sendable {
    /// The merged files by path, for each path of the three versions and for new paths.
    public var files: [String: MergedFile]
    /// The problems that neither side has and that the merge can't repair, sorted by path.
    public var problems: [MergeProblem] = []
    /// The changes of our side's addresses and references.
    public var moves: RecordMoves

    /// The sorted paths of files that keep both versions of a value.
    public var conflicts: [String] { files.filter { $0.value.hasConflicts }.keys.sorted() }

    /// True if a file has Git's markers.
    public var hasMarkers: Bool { files.values.contains { $0.outcome == .markers } }
}

/// A library without shared records.
public struct EmptyLibrary: Library {
    /// The only value.
    public init() {}

    /// Returns `nil`.
    public func module(at address: Address) -> SharedModule? { nil }

    /// Returns `nil`.
    public func variable(named name: String, in folder: Address) -> SharedVariable? { nil }

    /// Returns no address.
    public func moduleAddresses() -> [Address] { [] }
}
