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
    /// Files with unsaved edits that were changed too and keep the edits.
    public let kept: [String]
}

extension Store {
    /// Fetches the branch's other side, and integrates it: the branch moves forward if nothing was changed
    /// here, else both are merged into a commit with two parents. This is one transaction: if anything fails,
    /// everything is as before.
    ///
    /// - Throws: `repository` if the other side can't be reached or trusted, `refused` if a person must
    ///   resolve something first.
    public func pull(
        _ options: WriteOptions = WriteOptions(),
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) throws(StoreError) -> Pulled {
        let sharing = try SharingPlace(self)
        if let operation = sharing.place.repository.operationInProgress() {
            throw .inProgress(operation: operation.name, finish: operation.finish)
        }
        let fetched = try sharing.fetch(progress)
        guard let tip = fetched.tip else {
            return Pulled(
                result: .nothingThere, name: sharing.name, commit: sharing.head.commit?.hex,
                before: sharing.head.commit?.hex, commitCount: 0, changes: [], notes: [], kept: [])
        }
        return try Pull(self, sharing, tip, options).run()
    }
}

/// One pull, after the commits were fetched.
private struct Pull {
    private let store: Store
    private let sharing: SharingPlace
    private let tip: ObjectID
    private let options: WriteOptions
    private var repository: Repository { sharing.place.repository }

    init(_ store: Store, _ sharing: SharingPlace, _ tip: ObjectID, _ options: WriteOptions) {
        self.store = store
        self.sharing = sharing
        self.tip = tip
        self.options = options
    }

    func run() throws(StoreError) -> Pulled {
        let transaction = try store.begin(options)
        let head = try StoreError.folding { () throws(GitError) in try repository.head() }
        guard head.reference == sharing.head.reference else { throw StoreError.moved }
        let ours = head.commit
        let tracking = try sharing.tracking(tip, "pull")
        if let ours, try git({ () throws(GitError) in try repository.isAncestor(tip, of: ours) }) {
            if let tracking { try transaction.note(tracking) }
            return result(.upToDate, ours, ours, 0, nil)
        }
        let count = try git { () throws(GitError) in
            try repository.history(from: [tip], hiding: ours.map { [$0] } ?? []).count
        }
        let oldTree = try ours.map { id throws(StoreError) in try tree(of: id) }
        guard let ours, try !git({ () throws(GitError) in try repository.isAncestor(ours, of: tip) }) else {
            let update = try update(from: oldTree, to: try tree(of: tip))
            try publish(update, transaction, tip, head, "pull: Fast-forward", tracking)
            return result(.fastForward, ours, tip, count, update)
        }
        var merge = VersionMerge(sharing.place)
        let merged = try merge.tree(ours, tip)
        let update = try update(from: oldTree, to: merged)
        let person = Identity.authorship(sharing.place)
        let message = ChangeMessage("pull", "Merge \(sharing.name)", body: Pull.body(merge.notes))
        let commit = try git { () throws(GitError) in
            try repository.writeCommit(
                tree: merged, parents: [ours, tip], author: person.author, committer: person.committer,
                message: message.text(actor: sharing.place.environment.user().actor))
        }
        try publish(update, transaction, commit, head, "pull: Merge \(sharing.name)", tracking)
        return result(.merged, ours, commit, count, update, merge.notes)
    }

    private func update(from old: ObjectID?, to new: ObjectID) throws(StoreError) -> WorkTreeUpdate {
        let manifest = sharing.place.repositoryPath(WorkTreePath.manifest)
        let entry = try git { () throws(GitError) in try repository.entry(manifest, in: new) }
        guard entry?.mode.isFile == true else {
            throw .refused(
                message:
                    "\(sharing.name) has no \(quoted(manifest)), so that no store would be left here; nothing has changed",
                help: WorkTreeUpdate.help)
        }
        return try WorkTreeUpdate(
            sharing.place.top, try StoreError.disk { () throws(FileError) in try topDirectory() },
            sharing.place,
            from: old, to: new)
    }

    private func topDirectory() throws(FileError) -> SafeDirectory {
        sharing.place.prefix.isEmpty
            ? store.directory
            : try SafeDirectory(
                opening: FilePath(repository.workDirectory), failures: store.directory.failures)
    }

    private func publish(
        _ update: WorkTreeUpdate, _ transaction: consuming Transaction, _ commit: ObjectID, _ head: Head,
        _ log: String, _ tracking: Journal.Tracking?
    ) throws(StoreError) {
        let top = try StoreError.disk { () throws(FileError) in try topDirectory() }
        try transaction.publish(update.draft, commit, head, log, in: top, tracking: tracking)
    }

    private func tree(of commit: ObjectID) throws(StoreError) -> ObjectID {
        try git { () throws(GitError) in try repository.commit(commit).tree }
    }

    private func git<Value>(_ body: () throws(GitError) -> Value) throws(StoreError) -> Value {
        try StoreError.folding(body)
    }

    /// Returns the notes for readers of the history.
    private static func body(_ notes: [SharingNote]) -> String? {
        if notes.isEmpty { return nil }
        let lines = notes.prefix(50).map {
            "- \($0.path)\($0.place.isEmpty ? "" : ", " + $0.place): \($0.message)"
        }
        return (lines + (notes.count > 50 ? ["- and \(notes.count - 50) more"] : [])).joined(separator: "\n")
    }

    private func result(
        _ result: Pulled.Result, _ before: ObjectID?, _ now: ObjectID, _ count: Int,
        _ update: WorkTreeUpdate?,
        _ notes: [SharingNote] = []
    ) -> Pulled {
        let entries = update?.draft.allEntries ?? []
        let changes = entries.map { entry in
            let path = sharing.place.storePath(entry.path) ?? entry.path
            var kind = Pulled.Change.Kind.edited
            if case .absent? = entry.version { kind = .deleted } else if entry.before == nil { kind = .added }
            return Pulled.Change(path: path, kind: kind, record: WorkTreePath.record(at: path))
        }.sorted { WorkTreePath.precedes($0.path, $1.path) }
        return Pulled(
            result: result, name: sharing.name, commit: now.hex, before: before?.hex, commitCount: count,
            changes: changes, notes: notes + (update?.notes ?? []),
            kept: (update?.kept ?? []).map { sharing.place.storePath($0) ?? $0 })
    }
}

extension StoreError {
    /// Runs `body` and folds the errors of the disk.
    static func disk<Value>(_ body: () throws(FileError) -> Value) throws(StoreError) -> Value {
        do throws(FileError) { return try body() } catch { throw .file(error) }
    }
}
