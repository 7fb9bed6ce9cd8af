internal import Git

/// Finds the change that `undo` takes back.
struct UndoPlan {
    /// The trailer of a commit that undoes another: that commit's id.
    static let trailer = "Promptpal-Undo"
    /// The trailer that every commit of promptpal has.
    static let operation = "Promptpal-Op"

    private let repository: Repository
    private let head: ObjectID

    init(_ repository: Repository, head: ObjectID) {
        self.repository = repository
        self.head = head
    }

    /// Returns a commit of the branch's first-parent line; `nil` beyond the horizon of a shallow clone.
    private func commit(_ id: ObjectID) throws(GitError) -> Commit? {
        do throws(GitError) {
            return try repository.commit(id)
        } catch {
            guard error.isNotFound, repository.isShallow else { throw error }
            return nil
        }
    }

    /// Returns the last change by promptpal in the branch's first-parent line that is not undone already.
    ///
    /// - Parameter passed: changes that are known to have no effect any more. A rebase gives an undone change
    ///   another id, and then no trailer names it.
    func last(passing passed: Set<ObjectID> = []) throws(GitError) -> Commit? {
        var undone: Set<ObjectID> = []
        var next: ObjectID? = head
        while let id = next, let commit = try commit(id) {
            next = commit.parents.first
            // If the undo of a commit was undone itself, the commit has effect again.
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

    /// Returns the undo of `commit` that has effect; `nil` if `commit` itself has effect.
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

    /// Returns the newest commit after `commit` that changed a path, which starts at the top of the
    /// repository.
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

    /// Returns true if the parent of a commit is in this clone.
    func hasParent(_ commit: Commit) throws(GitError) -> Bool {
        guard let parent = commit.parents.first else { return false }
        return try self.commit(parent) != nil
    }

    /// Returns the commits that a commit undoes by its trailers.
    static func targets(of commit: Commit) -> [ObjectID] {
        commit.trailers(trailer).compactMap { ObjectID(hex: $0) }
    }
}
