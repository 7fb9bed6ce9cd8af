public import Git
public import PromptCore
internal import PromptMerge

/// The changes of one commit to the records of a store.
public struct StoreCommit: Sendable {
    /// One record and its change.
    public struct Change: Sendable, Hashable {
        /// The kind of change.
        public let change: RecordVersion.Change
        /// The kind of the record.
        public let kind: RecordKind
        /// The address after the commit; for a deletion, before it.
        public let address: Address
        /// The path, relative to the store; for a record in the trash, the path there.
        public let path: String
        /// The path before, if it was another one.
        public let previousPath: String?
    }

    /// The commit.
    public let commit: Commit
    /// The changes, sorted by path; empty if only the manifest or similar files were changed. A merge is
    /// compared with its first parent.
    public let changes: [Change]

    /// The author time, RFC 3339 in UTC.
    public var at: String { CivilTime(secondsSinceEpoch: commit.author.seconds).text }
}

/// The commits of a store, newest first.
public struct StoreLog: Sendable {
    /// The commits, newest first.
    public let commits: [StoreCommit]
    /// False in a shallow clone: older commits may be missing.
    public let isComplete: Bool
}

extension Store {
    /// Returns the commits that changed the store, or one folder of it, newest first. A merge is included if
    /// its result differs from both sides.
    ///
    /// - Parameters:
    ///   - folder: only changes below it, including moves into and out of it.
    ///   - limit: the largest number of commits; `nil` for all.
    /// - Throws: `noRepository`, `repository`.
    public func log(below folder: Address = .top, limit: Int? = nil) throws(StoreError) -> StoreLog {
        let finder = try VersionFinder(self)
        return try StoreError.folding { () throws(GitError) in
            var reader = StoreLogReader(finder.repository, below: folder)
            return try reader.read(limit: limit ?? .max)
        }
    }
}

/// Reads the commits of a store one after the other.
private struct StoreLogReader {
    private let repository: Repository
    private let folder: Address
    private var locator: HistoryLocator
    /// The paths of the store's own files; other files beside them are the user's own.
    private let tops: [String]
    private var isComplete = true
    private let isShallow: Bool
    private var comparison: TreeComparison
    /// Parents that were read before their turn.
    private var known: [ObjectID: Commit] = [:]

    init(_ store: StoreRepository, below folder: Address) {
        repository = store.gitRepository
        isShallow = store.gitRepository.isShallow
        comparison = TreeComparison(store.gitRepository)
        self.folder = folder
        locator = HistoryLocator(store)
        tops =
            folder.path.isEmpty
            ? ["promptpal.yaml", "prompts", "trash", "labels.yaml", "labels", "keys"]
            : ["prompts/" + folder.path]
    }

    mutating func read(limit: Int) throws(GitError) -> StoreLog {
        var commits: [StoreCommit] = []
        guard let head = try repository.head().commit else { return StoreLog(commits: [], isComplete: true) }
        for id in try reachable(from: head) {
            guard commits.count < limit else { break }
            let commit: Commit =
                if let known = known.removeValue(forKey: id) { known } else { try repository.commit(id) }
            if let found = try read(commit) { commits.append(found) }
        }
        return StoreLog(commits: commits, isComplete: isComplete)
    }

    /// Returns all commits; in a shallow clone the existing ones.
    private func reachable(from head: ObjectID) throws(GitError) -> [ObjectID] {
        guard isShallow else { return try repository.history(from: [head]) }
        var found: [ObjectID] = []
        var open: [Commit] = [try repository.commit(head)]
        var seen: Set<ObjectID> = [head]
        // Newest first, according to the commits' own clocks.
        while let newest = open.indices.max(by: { open[$0].committer.seconds < open[$1].committer.seconds }) {
            let commit = open.remove(at: newest)
            found.append(commit.id)
            for parent in commit.parents where seen.insert(parent).inserted {
                guard try repository.has(parent) else { continue }
                open.append(try repository.commit(parent))
            }
        }
        return found
    }

    /// Returns `nil` if one of the parents has the same store.
    private mutating func read(_ commit: Commit) throws(GitError) -> StoreCommit? {
        let after = try contents(commit.tree)
        var first: ObjectID?
        for id in commit.parents {
            if isShallow, try !repository.has(id) {
                isComplete = false
                return nil
            }
            let parent = try repository.commit(id)
            known[id] = parent
            let tree = parent.tree
            if try contents(tree) == after { return nil }
            if first == nil { first = tree }
        }
        if commit.parents.isEmpty, after.allSatisfy({ $0 == nil }) { return nil }
        return StoreCommit(commit: commit, changes: try changes(from: first, to: commit.tree))
    }

    private mutating func contents(_ tree: ObjectID) throws(GitError) -> [TreeContent?] {
        var contents: [TreeContent?] = []
        for top in tops { contents.append(try locator.entry(top, in: tree)?.content) }
        return contents
    }

    /// Returns the records that differ between two trees; a moved one once.
    private mutating func changes(
        from before: ObjectID?, to after: ObjectID
    ) throws(GitError) -> [StoreCommit.Change] {
        var (gone, new, edited): ([RecordLocation], [RecordLocation], [RecordLocation]) = ([], [], [])
        let old: ObjectID? = if let before { try locator.storeTree(in: before) } else { nil }
        for delta in try comparison.changes(from: old, to: try locator.storeTree(in: after)) {
            guard let path = delta.text, HistoryIdentity.kind(of: path) != nil,
                path.hasPrefix("prompts/") || path.hasPrefix("trash/")
            else { continue }
            let (left, right) = (delta.before?.mode.isFile ?? false, delta.after?.mode.isFile ?? false)
            if left, right {
                edited.append(RecordLocation(path: path, content: delta.after?.id, id: nil))
            } else if left {
                gone.append(RecordLocation(path: path, content: delta.before?.id, id: nil))
            } else if right {
                new.append(RecordLocation(path: path, content: delta.after?.id, id: nil))
            }
        }
        let moves = try moves(from: gone, to: new)
        var found = edited.compactMap { StoreCommit.Change($0, from: $0) }
        found += new.compactMap { StoreCommit.Change($0, from: moves[$0]) }
        let moved = Set(moves.values)
        found += gone.lazy.filter { !moved.contains($0) }.compactMap { StoreCommit.Change(goneFrom: $0) }
        if !folder.path.isEmpty { found.removeAll { !isBelow($0) } }
        return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    }

    /// Returns the former path of each renamed file.
    private mutating func moves(
        from gone: [RecordLocation], to new: [RecordLocation]
    ) throws(GitError) -> [RecordLocation: RecordLocation] {
        guard !gone.isEmpty, !new.isEmpty else { return [:] }
        var renames = RenameDetection<RecordLocation, ObjectID>()
        for location in gone {
            guard let content = location.content, let kind = HistoryIdentity.kind(of: location.path) else {
                continue
            }
            let id = try locator.identity.id(of: content, at: location.path)
            renames.addDeleted(location, kind: kind, id: id, content: content)
        }
        var moves: [RecordLocation: RecordLocation] = [:]
        for location in new {
            guard let content = location.content, let kind = HistoryIdentity.kind(of: location.path) else {
                continue
            }
            let id = try locator.identity.id(of: content, at: location.path)
            moves[location] = renames.takeSource(ofNew: kind, id: id, content: content)
        }
        return moves
    }

    private func isBelow(_ change: StoreCommit.Change) -> Bool {
        let prefix = "prompts/" + folder.path + "/"
        return change.path.hasPrefix(prefix) || change.previousPath?.hasPrefix(prefix) ?? false
    }
}

extension StoreCommit.Change {
    /// A record that exists after the commit; `before` is `nil` if it is new. Returns `nil` for a file in the
    /// trash that did not come from the library, or was edited there.
    fileprivate init?(_ after: RecordLocation, from before: RecordLocation?) {
        let record = RecordKind.record(at: after.path)
        if after.isInTrash {
            guard let before, let old = RecordKind.record(at: before.path) else { return nil }
            self.init(
                change: .trashed, kind: old.kind, address: old.address, path: after.path,
                previousPath: before.path)
            return
        }
        guard let record else { return nil }
        let change: RecordVersion.Change =
            if let before {
                before.isInTrash ? .restored : before.path == after.path ? .edited : .renamed
            } else { .added }
        self.init(
            change: change, kind: record.kind, address: record.address, path: after.path,
            previousPath: before.flatMap { $0.path == after.path ? nil : $0.path })
    }

    /// A record that was deleted; `nil` for a file in the trash.
    fileprivate init?(goneFrom location: RecordLocation) {
        guard let record = RecordKind.record(at: location.path) else { return nil }
        self.init(
            change: .deleted, kind: record.kind, address: record.address, path: location.path,
            previousPath: nil)
    }
}
