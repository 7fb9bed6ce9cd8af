internal import GitRepo

/// Finds the change that `undo` takes back.
struct UndoPlan {
    /// The trailer of a commit that takes another back: the commit's id.
    static let trailer = "Promptpal-Undo"
    /// The trailer that every commit of promptpal has.
    static let operation = "Promptpal-Op"

    private let repository: Repository
    private let head: ObjectID

    init(_ repository: Repository, head: ObjectID) {
        self.repository = repository
        self.head = head
    }

    /// A commit of the branch's own line; `nil` beyond the horizon of a shallow clone.
    private func commit(_ id: ObjectID) throws(GitError) -> Commit? {
        do throws(GitError) {
            return try repository.commit(id)
        } catch {
            guard error.isNotFound, repository.isShallow else { throw error }
            return nil
        }
    }

    /// The last change made by promptpal in the branch's own line of history that is not taken back already.
    ///
    /// - Parameter passed: changes that are known to have no effect any more. A rebase gives a change that was taken
    ///   back another id, and then nothing says so.
    func last(passing passed: Set<ObjectID> = []) throws(GitError) -> Commit? {
        var undone: Set<ObjectID> = []
        var next: ObjectID? = head
        while let id = next, let commit = try commit(id) {
            next = commit.parents.first
            // What a commit took back that was itself taken back is in force again.
            if undone.contains(id) || passed.contains(id) { continue }
            let targets = UndoPlan.targets(of: commit)
            if !targets.isEmpty {
                undone.formUnion(targets)
            } else if !commit.trailers(UndoPlan.operation).isEmpty {
                return commit
            }
        }
        return nil
    }

    /// The commit that took `commit` back and is in force; `nil` where `commit` is.
    func undoer(of commit: ObjectID) throws(GitError) -> Commit? {
        var undone: [ObjectID: Commit] = [:]
        var next: ObjectID? = head
        while let id = next, id != commit, let later = try self.commit(id) {
            next = later.parents.first
            guard undone[id] == nil else { continue }
            for target in UndoPlan.targets(of: later) { undone[target] = later }
        }
        return undone[commit]
    }

    /// The newest commit after `commit` that changed a path, told from the top of the repository.
    func lastChange(of path: String, after commit: ObjectID) throws(GitError) -> Commit? {
        var next: ObjectID? = head
        while let id = next, id != commit, let later = try self.commit(id) {
            next = later.parents.first
            let here = try repository.entry(path, in: later.tree)?.content
            var before: TreeContent?
            if let parent = next, let commit = try self.commit(parent) {
                before = try repository.entry(path, in: commit.tree)?.content
            }
            if here != before { return later }
        }
        return nil
    }

    /// Whether the commit before one is in this clone.
    func hasParent(_ commit: Commit) throws(GitError) -> Bool {
        guard let parent = commit.parents.first else { return false }
        return try self.commit(parent) != nil
    }

    /// What a commit says that it takes back.
    static func targets(of commit: Commit) -> [ObjectID] {
        commit.trailers(trailer).compactMap { ObjectID(hex: $0) }
    }
}
