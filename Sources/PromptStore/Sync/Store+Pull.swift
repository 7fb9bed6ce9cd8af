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
        /// Both sides had new commits: a commit with both as its parents.
        case merged
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
}

extension Store {
    /// Fetches the branch's other side, and integrates it: the branch moves forward if nothing was changed
    /// here, else both are merged into a commit with two parents. This is one transaction: if anything fails,
    /// everything is as before.
    ///
    /// - Throws: `remote` if the other side can't be reached or trusted, `sync` if a person must resolve
    ///   something first.
    public func pull(
        _ options: WriteOptions = WriteOptions(),
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) throws(StoreError) -> Pulled {
        let branch = try SharedBranch(self)
        if let operation = branch.repository.gitRepository.operationInProgress() {
            throw .inProgress(operation: operation.name, finish: operation.finish)
        }
        let fetched = try branch.fetch(progress)
        guard let tip = fetched.tip else {
            return Pulled(
                result: .nothingThere, name: branch.name, commit: branch.head.commit?.hex,
                before: branch.head.commit?.hex, commitCount: 0, changes: [], notes: [],
                problems: [], kept: [])
        }
        return try Pull(self, from: branch, tip: tip, options: options).run()
    }
}

/// One pull, after the commits were fetched.
private struct Pull {
    private let store: Store
    private let branch: SharedBranch
    private let tip: ObjectID
    private let options: WriteOptions
    private var gitRepository: Repository { branch.repository.gitRepository }

    init(_ store: Store, from branch: SharedBranch, tip: ObjectID, options: WriteOptions) {
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
            try publish(
                update, in: transaction, commit: tip, head: head, log: "pull: Fast-forward",
                tracking: tracking)
            return result(.fastForward, before: ours, now: tip, count: count, update: update)
        }
        var merge = VersionMerge(branch.repository, of: store)
        let merged = try merge.tree(ours: ours, theirs: tip)
        let update = try update(from: ours, to: merged)
        let person = Identity.authorship(branch.repository)
        let message = ChangeMessage("pull", summary: "Merge \(branch.name)", body: Pull.body(merge.notes))
        let commit = try StoreError.folding { () throws(GitError) in
            try gitRepository.writeCommit(
                tree: merged, parents: [ours, tip], author: person.author, committer: person.committer,
                message: message.text(actor: branch.repository.environment.user().actor))
        }
        try publish(
            update, in: transaction, commit: commit, head: head, log: "pull: Merge \(branch.name)",
            tracking: tracking)
        return result(.merged, before: ours, now: commit, count: count, update: update, merge: merge)
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
        update: WorkTreeUpdate?, merge: VersionMerge? = nil
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
            kept: (update?.kept ?? []).map { branch.repository.storePath($0) ?? $0 })
    }
}
