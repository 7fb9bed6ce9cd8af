internal import Diagnostics
internal import Git
internal import PromptCore

/// The result of `undo`.
public struct Undone: Sendable {
    /// The commit that undoes the change.
    public let committed: Committed
    /// The undone commit, 40 hexadecimal digits.
    public let undone: String
    /// Its subject.
    public let summary: String
    /// Its author.
    public let author: String
    /// The files that were changed, relative to the store.
    public let paths: [String]
    /// Those among them that also changed later, in other lines, and keep these changes.
    public let merged: [String]

    /// The commit's first digits.
    public var shortUndone: String { String(undone.prefix(7)) }
}

extension Store {
    /// Undoes a change that promptpal made, as a new commit.
    ///
    /// Each file of the change gets its content from before the change, if it has not been changed since. If
    /// it was changed later in other lines, both changes are kept; anything else is refused, and nothing is
    /// written.
    ///
    /// - Parameter revision: the commit to undo; `nil` for the last one in the branch that has effect. An
    ///   undo can itself be undone.
    /// - Parameter isForced: true if a module or variable may be removed that is still used.
    /// - Throws: `undo` if later changes or unsaved edits prevent it, for a merge, for the first version, if
    ///   there is nothing to undo, and if there is no such commit; `refactoring` if a removed module or
    ///   variable is still used.
    func undo(
        _ revision: String? = nil, isForced: Bool = false, options: WriteOptions = WriteOptions()
    ) throws(StoreError) -> Undone {
        let repository = try repository()
        var transaction = try begin(options)
        var passed: Set<ObjectID> = []
        var (commit, plan) = try undoTarget(revision, in: repository)
        var reverse = try StoreError.folding { () throws(GitError) in
            try Reverse(of: commit, plan: plan, directory: directory, format: format, repository: repository)
        }
        while revision == nil, reverse.isWithoutEffect {
            passed.insert(commit.id)
            (commit, plan) = try undoTarget(nil, in: repository, passing: passed)
            reverse = try StoreError.folding { () throws(GitError) in
                try Reverse(
                    of: commit, plan: plan, directory: directory, format: format, repository: repository)
            }
        }
        try reverse.refuseConflicts()
        if case .some(.none) = reverse.draft.content(of: WorkTreePath.manifest) {
            throw .undo(.createdStore(CommitTitle(commit)))
        }
        if !isForced {
            try refuseUsers(ofGone: reverse.removed, in: reverse.draft, by: .undo)
        }
        transaction.draft = reverse.draft
        transaction.known = reverse.draft.entries.compactMap(\.after)
        let committed = try transaction.commit(reverse.message)
        return Undone(
            committed: committed, undone: commit.id.hex, summary: commit.summary,
            author: commit.author.person, paths: reverse.paths, merged: reverse.merged)
    }

    /// Returns the commit to undo, or throws the reason that there is none.
    private func undoTarget(
        _ revision: String?, in repository: StoreRepository, passing passed: Set<ObjectID> = []
    ) throws(StoreError) -> (Commit, UndoPlan) {
        let gitRepository = repository.gitRepository
        let head = try StoreError.folding { () throws(GitError) in try gitRepository.head().commit }
        guard let head else {
            throw .undo(.noCommit)
        }
        let plan = UndoPlan(gitRepository, head: head)
        guard let revision else {
            guard let last = try StoreError.folding({ () throws(GitError) in try plan.last(passing: passed) })
            else {
                throw .undo(.nothingLeft)
            }
            try refuse(last, plan: plan)
            return (last, plan)
        }
        let found = try StoreError.folding { () throws(GitError) -> Commit? in
            try gitRepository.resolve(revision).map { id throws(GitError) in try gitRepository.commit(id) }
        }
        guard let found else {
            throw .undo(.noSuchCommit(revision))
        }
        try refuse(found, plan: plan)
        guard
            try StoreError.folding({ () throws(GitError) in try gitRepository.isAncestor(found.id, of: head) }
            )
        else {
            throw .undo(.elsewhere(CommitTitle(found)))
        }
        if let undoer = try StoreError.folding({ () throws(GitError) in try plan.undoer(of: found.id) }) {
            throw .undo(.undone(CommitTitle(found), by: undoer.id.short))
        }
        return (found, plan)
    }
}

extension Store {
    /// Refuses commits that can't be undone file by file.
    private func refuse(_ commit: Commit, plan: UndoPlan) throws(StoreError) {
        let title = CommitTitle(commit)
        if commit.parents.count > 1 {
            // The first parent of a merge by `pull` is the other side's commit.
            let isPull = commit.trailers(UndoPlan.operation).contains("pull")
            throw .undo(.merge(title, parent: isPull ? 2 : 1))
        }
        if commit.parents.isEmpty || commit.trailers(UndoPlan.operation) == ["init"] {
            throw .undo(.first(title))
        }
        if commit.trailers(UndoPlan.operation).isEmpty {
            throw .undo(.foreign(title))
        }
        guard try StoreError.folding({ () throws(GitError) in try plan.hasParent(commit) }) else {
            throw .undo(.shallow(title))
        }
    }
}

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

    /// Returns a commit; `nil` beyond the horizon of a shallow clone.
    private func commit(_ id: ObjectID) throws(GitError) -> Commit? {
        do throws(GitError) {
            return try repository.commit(id)
        } catch {
            guard error.isNotFound, repository.isShallow else { throw error }
            return nil
        }
    }

    /// Calls `body` with the commits of the branch, along all parents, newest first by their own clocks and
    /// children before parents, until it returns false. In a merge, our own side can be any parent's; of two
    /// commits of one second, that of the later parent comes first, which is our own in a merge by `pull`.
    private func visit(_ body: (Commit) throws(GitError) -> Bool) throws(GitError) {
        var open = [try commit(head)].compactMap { $0 }
        var seen: Set<ObjectID> = [head]
        while let newest = open.indices.reversed().max(by: {
            open[$0].committer.seconds < open[$1].committer.seconds
        }) {
            let next = open.remove(at: newest)
            if try !body(next) { return }
            for id in next.parents where seen.insert(id).inserted {
                if let parent = try commit(id) { open.append(parent) }
            }
        }
    }

    /// Returns the last change by promptpal in the branch that is not undone already.
    ///
    /// - Parameter passed: changes that are known to have no effect any more. A rebase gives an undone change
    ///   another id, and then no trailer names it.
    func last(passing passed: Set<ObjectID> = []) throws(GitError) -> Commit? {
        var undone: Set<ObjectID> = []
        var found: Commit?
        try visit { commit in
            // If the undo of a commit was undone itself, the commit has effect again.
            if undone.contains(commit.id) || passed.contains(commit.id) { return true }
            let targets = UndoPlan.targets(of: commit)
            if !targets.isEmpty {
                undone.formUnion(targets)
            } else if !commit.trailers(UndoPlan.operation).isEmpty {
                found = commit
            }
            return found == nil
        }
        return found
    }

    /// Returns the undo of `commit` that has effect; `nil` if `commit` itself has effect.
    func undoer(of commit: ObjectID) throws(GitError) -> Commit? {
        var undone: [ObjectID: Commit] = [:]
        try visit { later in
            if later.id == commit { return false }
            if undone[later.id] != nil { return true }
            for target in UndoPlan.targets(of: later) { undone[target] = later }
            return true
        }
        return undone[commit]
    }

    /// Returns the newest commit after `commit` that changed a path, which starts at the top of the
    /// repository.
    func lastChange(of path: String, after commit: ObjectID) throws(GitError) -> Commit? {
        var found: Commit?
        try visit { later throws(GitError) in
            if later.id == commit { return false }
            let here = try repository.entry(path, in: later.tree)?.content
            for id in later.parents {
                guard let parent = try self.commit(id) else { continue }
                if try repository.entry(path, in: parent.tree)?.content == here { return true }
            }
            // The first commit of all has no parent; without the file it does not change it.
            if !later.parents.isEmpty || here != nil { found = later }
            return found == nil
        }
        return found
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
