/// The three-way merge of a store's changed files: which file is which by id, then ``FileMerge`` for each.
public enum TreeMerge {
    /// Merges what two sides made of some files.
    ///
    /// The maps hold the files by path with `/`, relative to the store: those that differ between any two of the three
    /// versions; others may be there as well. A file that is in none of the maps is taken to be unchanged.
    ///
    /// - A record that one side renamed and the other changed is merged under its new path.
    /// - A file deleted on one side and changed on the other is kept.
    /// - Two records that came to one path are both kept, the other one as `name-theirs`.
    /// - A record that one side put into the trash and the other changed is taken out of it again.
    /// - Parameter isTaken: whether a path that is in none of the maps has a file; asked before one is moved aside.
    public static func merge(
        base: [String: [UInt8]], ours: [String: [UInt8]], theirs: [String: [UInt8]],
        options: MergeOptions = .standard, isTaken: (String) -> Bool = { _ in false }
    ) -> MergedTree {
        var merge = TreeMerging(base: base, ours: ours, theirs: theirs, options: options)
        return merge.run(isTaken)
    }
}

/// What a merge of trees gives.
public struct MergedTree: Sendable, Hashable {
    /// The merged files by path, for each path that is in any of the three versions and for those that were moved aside.
    public var files: [String: MergedFile]

    public init(files: [String: MergedFile]) {
        self.files = files
    }

    /// The paths of files in which both versions of something are kept, in order.
    public var conflicts: [String] { files.filter { $0.value.hasConflicts }.keys.sorted() }

    /// Whether a file is left with Git's markers.
    public var hasMarkers: Bool { files.values.contains { $0.outcome == .markers } }
}
