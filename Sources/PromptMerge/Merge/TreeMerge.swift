/// The three-way merge of a store's changed files: matches the files by id, then merges each with
/// ``FileMerge``.
public enum TreeMerge {
    /// Merges the changes of two sides to some files.
    ///
    /// The maps hold files by path with `/`, relative to the store: all files that differ between any two of
    /// the three versions, and possibly others. A file that is in none of the maps counts as unchanged.
    ///
    /// - A record that one side renamed and the other one changed is merged at its new path.
    /// - A file deleted on one side and changed on the other one is kept.
    /// - If two records have the same path, both are kept, the other one as `name-theirs`.
    /// - A record that one side moved to the trash and the other one changed is restored.
    ///
    /// - Parameter isTaken: returns true if a path that is in none of the maps has a file; called before a
    ///   file gets a new path.
    public static func merge(
        base: [String: [UInt8]], ours: [String: [UInt8]], theirs: [String: [UInt8]],
        options: MergeOptions = .standard, isTaken: (String) -> Bool = { _ in false }
    ) -> MergedTree {
        var merge = FileSetMerger(base: base, ours: ours, theirs: theirs, options: options)
        return merge.run(isTaken)
    }
}

/// The result of a merge of trees.
public struct MergedTree: Sendable, Hashable {
    /// The merged files by path, for each path of the three versions and for new paths.
    public var files: [String: MergedFile]

    /// A result with these files, by path.
    public init(files: [String: MergedFile]) {
        self.files = files
    }

    /// The sorted paths of files that keep both versions of a value.
    public var conflicts: [String] { files.filter { $0.value.hasConflicts }.keys.sorted() }

    /// True if a file has Git's markers.
    public var hasMarkers: Bool { files.values.contains { $0.outcome == .markers } }
}
