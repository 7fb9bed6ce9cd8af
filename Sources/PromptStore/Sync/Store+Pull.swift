public import Git
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

/// The result of `pull`.
public struct Pulled: Sendable {
    /// The kind of result.
    public enum Result: String, Sendable, Hashable {
        /// The other side has no such branch yet.
        case nothingThere = "nothing_there"
        /// The other side has no new commits.
        case upToDate = "up_to_date"
        /// Only the other side had new commits: the branch moves forward to its commit.
        case fastForward = "fast_forward"
        /// Both sides had new commits: a commit with both as its parents, the other side's first.
        case merged
        /// The other side was rewritten, and the branch follows it.
        case followed
    }

    /// One changed file.
    public struct Change: Sendable, Hashable {
        /// The kind of change.
        public enum Kind: String, Sendable, Hashable { case added, edited, deleted }
        /// The path, relative to the store; for a file outside of it, from the top of the repository.
        public let path: String
        /// The kind of change.
        public let kind: Kind
        /// The record in the library; `nil` for other files.
        public let record: Contents.File?
    }

    /// The kind of result.
    public let result: Result
    /// `main of origin`
    public let name: String
    /// The branch's commit now, as 40 digits; `nil` if there is none.
    public let commit: String?
    /// The branch's commit before, as 40 digits; `nil` if there was none.
    public let before: String?
    /// The number of new commits from the other side.
    public let commitCount: Int
    /// The changed files, sorted by path.
    public let changes: [Change]
    /// Notes of the merge.
    public let notes: [SharingNote]
    /// Problems of the merged library that neither side has, and that the merge can't repair.
    public let problems: [SharingProblem]
    /// Files with unsaved edits that were changed too and keep the edits.
    public let kept: [String]
    /// The versions that have another number now.
    public let renumbered: [Renumbered]
}

extension Store {
    /// Fetches the branch's other side, and integrates it: the branch moves forward if nothing was changed
    /// here, else both are merged into a commit whose first parent is the other side's. This is one
    /// transaction: if anything fails, everything is as before.
    ///
    /// - Parameter gone: the choice if published commits are gone on the other side.
    /// - Throws: `remote` if the other side can't be reached or trusted, `sync` if a person must resolve
    ///   something first, `sync(.rewritten)` if published commits are gone and there is no choice.
    public func pull(
        _ options: WriteOptions = WriteOptions(), ifGone gone: GoneChoice? = nil,
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) throws(StoreError) -> Pulled {
        let branch = try SharedBranch(self, transfers: environment.transfers())
        if let operation = branch.repository.gitRepository.operationInProgress() {
            throw .inProgress(operation: operation.name, finish: operation.finish)
        }
        let fetched = try branch.fetch(progress)
        guard let tip = fetched.tip else {
            return Pulled(
                result: .nothingThere, name: branch.name, commit: branch.head.commit?.hex,
                before: branch.head.commit?.hex, commitCount: 0, changes: [], notes: [],
                problems: [], kept: [], renumbered: [])
        }
        return try Pull(self, from: branch, tip: tip, options: options, ifGone: gone).run()
    }
}

/// One pull, after the commits were fetched.
private struct Pull {
    private let store: Store
    private let branch: SharedBranch
    private let tip: ObjectID
    private let options: WriteOptions
    private let gone: GoneChoice?
    private var gitRepository: Repository { branch.repository.gitRepository }

    init(
        _ store: Store, from branch: SharedBranch, tip: ObjectID, options: WriteOptions,
        ifGone gone: GoneChoice?
    ) {
        self.gone = gone
        self.store = store
        self.branch = branch
        self.tip = tip
        self.options = options
    }

    func run() throws(StoreError) -> Pulled {
        let transaction = try store.begin(options)
        let head = try StoreError.folding { () throws(GitError) in try gitRepository.head() }
        guard head.reference == branch.head.reference else { throw .transaction(.moved) }
        let ours = head.commit
        let tracking = try branch.tracking(to: tip, by: "pull")
        let rewritten = try StoreError.folding { () throws(GitError) in
            try RewrittenUpstream(
                branch.repository, known: gitRepository.reference(branch.upstream.tracking), tip: tip)
        }
        if let rewritten {
            guard let gone else { throw .sync(.rewritten(upstream: branch.name, gone: rewritten.gone)) }
            if gone == .take, let ours {
                return try follow(
                    rewritten, from: ours, head: head, in: transaction, tracking: tracking)
            }
        }
        if let ours,
            try StoreError.folding({ () throws(GitError) in try gitRepository.isAncestor(tip, of: ours) })
        {
            if let tracking { try transaction.note(tracking) }
            return result(.upToDate, before: ours, now: ours, count: 0, update: nil)
        }
        let count = try StoreError.folding { () throws(GitError) in
            try gitRepository.history(from: [tip], hiding: ours.map { [$0] } ?? []).count
        }
        guard let ours,
            try !StoreError.folding({ () throws(GitError) in try gitRepository.isAncestor(ours, of: tip) })
        else {
            let update = try update(from: ours, to: try tree(of: tip))
            let renumbered = try renumbered(from: ours, to: tip)
            try publish(
                update, in: transaction, commit: tip, head: head, log: "pull: Fast-forward",
                tracking: tracking)
            return result(
                .fastForward, before: ours, now: tip, count: count, update: update, renumbered: renumbered)
        }
        var merge = VersionMerge(branch.repository, of: store)
        let merged = try merge.tree(ours: ours, theirs: tip)
        let update = try update(from: ours, to: merged)
        let person = Identity.authorship(branch.repository)
        let message = ChangeMessage("pull", summary: "Merge \(branch.name)", body: Pull.body(merge.notes))
        let commit = try StoreError.folding { () throws(GitError) in
            try gitRepository.writeCommit(
                tree: merged, parents: [tip, ours], author: person.author, committer: person.committer,
                message: message.text(actor: branch.repository.environment.user().actor))
        }
        let renumbered = try renumbered(from: ours, to: commit, rewritten)
        try publish(
            update, in: transaction, commit: commit, head: head, log: "pull: Merge \(branch.name)",
            tracking: tracking)
        return result(
            .merged, before: ours, now: commit, count: count, update: update, merge: merge,
            renumbered: renumbered)
    }

    /// Moves the branch to the rewritten other side, with our unpublished changes after it.
    private func follow(
        _ rewritten: RewrittenUpstream, from ours: ObjectID, head: Head,
        in transaction: consuming Transaction,
        tracking: Journal.TrackedReference?
    ) throws(StoreError) -> Pulled {
        let count = try StoreError.folding { () throws(GitError) in
            try gitRepository.history(from: [tip], hiding: [ours]).count
        }
        let (commit, merge) = try rewritten.following(
            from: ours, of: store, by: Identity.authorship(branch.repository),
            actor: branch.repository.environment.user().actor)
        let update = try update(from: ours, to: try tree(of: commit))
        let renumbered = try renumbered(from: ours, to: commit, rewritten)
        try publish(
            update, in: transaction, commit: commit, head: head, log: "pull: Follow \(branch.name)",
            tracking: tracking)
        return result(
            .followed, before: ours, now: commit, count: count, update: update, merge: merge,
            renumbered: renumbered)
    }

    /// - Parameter rewritten: the other side before, if published commits are gone.
    private func renumbered(
        from old: ObjectID?, to new: ObjectID, _ rewritten: RewrittenUpstream? = nil
    ) throws(StoreError) -> [Renumbered] {
        guard let old else { return [] }
        return try StoreError.folding { () throws(GitError) in
            var renumbering = Renumbering(branch.repository)
            return try renumbering.changes(
                from: old, to: new, published: [tip] + (rewritten.map { [$0.known] } ?? []))
        }
    }

    /// - Parameters:
    ///   - old: the commit of the work tree.
    ///   - new: the new tree.
    private func update(from old: ObjectID?, to new: ObjectID) throws(StoreError) -> WorkTreeUpdate {
        let manifest = branch.repository.repositoryPath(WorkTreePath.manifest)
        let entry = try StoreError.folding { () throws(GitError) in try gitRepository.entry(manifest, in: new)
        }
        guard entry?.mode.isFile == true else {
            throw .sync(.noStore(upstream: branch.name, manifest: manifest))
        }
        return try WorkTreeUpdate(
            branch.repository.top, in: try StoreError.folding { () throws(FileError) in try topDirectory() },
            of: store, repository: branch.repository,
            from: try old.map { id throws(StoreError) in
                try StoreError.folding { () throws(GitError) in try gitRepository.commit(id) }
            }, to: new)
    }

    private func topDirectory() throws(FileError) -> SafeDirectory {
        branch.repository.prefix.isEmpty
            ? store.directory
            : try SafeDirectory(
                opening: FilePath(gitRepository.workDirectory), failures: store.directory.failures)
    }

    private func publish(
        _ update: WorkTreeUpdate, in transaction: consuming Transaction, commit: ObjectID, head: Head,
        log: String, tracking: Journal.TrackedReference?
    ) throws(StoreError) {
        let top = try StoreError.folding { () throws(FileError) in try topDirectory() }
        try transaction.publish(
            update.draft, commit: commit, head: head, log: log, in: top, tracking: tracking)
    }

    private func tree(of commit: ObjectID) throws(StoreError) -> ObjectID {
        try StoreError.folding { () throws(GitError) in try gitRepository.commit(commit).tree }
    }

    /// Returns the notes for readers of the history.
    private static func body(_ notes: [SharingNote]) -> String? {
        if notes.isEmpty { return nil }
        let lines = notes.prefix(50).map {
            "- \($0.path)\($0.key.isEmpty ? "" : ", " + $0.key): \($0.message)"
        }
        return (lines + (notes.count > 50 ? ["- and \(notes.count - 50) more"] : [])).joined(separator: "\n")
    }

    private func result(
        _ result: Pulled.Result, before: ObjectID?, now: ObjectID, count: Int,
        update: WorkTreeUpdate?, merge: VersionMerge? = nil, renumbered: [Renumbered] = []
    ) -> Pulled {
        let unversioned = update?.unversioned ?? []
        let entries = (update?.draft.allEntries ?? []).filter { !unversioned.contains($0.path) }
        let changes = entries.map { entry in
            let path = branch.repository.storePath(entry.path) ?? entry.path
            var kind = Pulled.Change.Kind.edited
            if case .absent? = entry.version { kind = .deleted } else if entry.before == nil { kind = .added }
            return Pulled.Change(path: path, kind: kind, record: WorkTreePath.record(at: path))
        }.sorted { WorkTreePath.precedes($0.path, $1.path) }
        return Pulled(
            result: result, name: branch.name, commit: now.hex, before: before?.hex, commitCount: count,
            changes: changes, notes: (merge?.notes ?? []) + (update?.notes ?? []),
            problems: merge?.problems ?? [],
            kept: (update?.kept ?? []).map { branch.repository.storePath($0) ?? $0 }, renumbered: renumbered)
    }
}
