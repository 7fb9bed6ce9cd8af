internal import Git
public import PromptCore

/// A version that has another number after the branch moved to another commit.
public struct Renumbered: Sendable, Hashable {
    /// The record's address after the move.
    public let address: Address
    /// The kind of the record.
    public let kind: RecordKind
    /// The commit of the version, as 40 digits.
    public let commit: String
    /// The number before.
    public let before: Int
    /// The number now; `nil` if the version is not in the record's history any more, because a merge took the
    /// record as its first parent has it.
    public let after: Int?
    /// True if the version was made here, and the other side neither has it nor had it when it was last fetched.
    public let isOwn: Bool
}

/// Compares the numbers of versions, seen from two commits.
///
/// All steps of an older commit on the first-parent line come first (``HistoryWalk``). So only records can
/// differ that changed on the one commit's line after the last commit that both lines have.
struct Renumbering {
    private let repository: StoreRepository
    private var walk: HistoryWalk
    private var comparison: TreeComparison
    private var gitRepository: Repository { repository.gitRepository }

    init(_ repository: StoreRepository) {
        self.repository = repository
        walk = HistoryWalk(repository)
        comparison = TreeComparison(repository.gitRepository)
    }

    /// Returns the versions seen from `old` that have another number seen from `new`, by address and number.
    /// A record that `new` does not have is left out.
    ///
    /// - Parameter published: commits that the other side has or had; versions that none of them has are our
    ///   own.
    /// - Throws: ``GitError`` if the history can't be read.
    mutating func changes(
        from old: ObjectID, to new: ObjectID, published: [ObjectID]
    ) throws(GitError) -> [Renumbered] {
        if gitRepository.isShallow { return [] }
        let line = try FirstParentLine(gitRepository).part(of: old, outside: new)
        if line.isEmpty { return [] }
        let own = Set(try gitRepository.history(from: [old], hiding: published))
        let (before, after) = (try gitRepository.commit(old).tree, try gitRepository.commit(new).tree)
        var found: [Renumbered] = []
        for path in try paths(changedBy: line) {
            guard let record = RecordKind.record(at: path) else { continue }
            let location = try walk.locator.location(at: path, id: nil, in: before)
            guard location.isThere else { continue }
            let now = try walk.locator.locate(location, before: after, after: before)
            guard now.isThere, !now.isInTrash else { continue }
            let versions = try versions(of: record, at: location, in: old)
            let numbers = Dictionary(
                try self.versions(of: record, at: now, in: new).map { ($0.commit.id, $0.number) }
            ) { first, _ in first }
            let address = RecordKind.record(at: now.path)?.address ?? record.address
            for version in versions {
                guard let number = version.number else { continue }
                let next = numbers[version.commit.id] ?? nil
                if next == number { continue }
                found.append(
                    Renumbered(
                        address: address, kind: record.kind, commit: version.commit.id.hex, before: number,
                        after: next, isOwn: own.contains(version.commit.id)))
            }
        }
        return found.sorted {
            $0.address == $1.address
                ? $0.before < $1.before
                : $0.address.path.utf8.lexicographicallyPrecedes($1.address.path.utf8)
        }
    }

    private mutating func versions(
        of record: (kind: RecordKind, address: Address), at location: RecordLocation, in commit: ObjectID
    ) throws(GitError) -> [RecordVersion] {
        walk.restart()
        let steps = try walk.steps(upTo: commit, at: location)
        return RecordVersion.numbered(
            steps, isComplete: !walk.reachedHorizon, address: record.address, kind: record.kind)
    }

    /// Returns the paths, relative to the store, that differ between a commit and its first parent.
    private mutating func paths(changedBy line: [Commit]) throws(GitError) -> Set<String> {
        var paths: Set<String> = []
        for commit in line {
            let parent = try commit.parents.first.map { id throws(GitError) in
                try gitRepository.commit(id).tree
            }
            let before = try parent.flatMap { tree throws(GitError) in try walk.locator.storeTree(in: tree) }
            for delta in try comparison.changes(
                from: before, to: try walk.locator.storeTree(in: commit.tree))
            {
                if let path = delta.text, path.hasPrefix("prompts/") { paths.insert(path) }
            }
        }
        return paths
    }
}
