public import GitRepo
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

/// What `pull` did.
public struct Pulled: Sendable {
    public enum Result: String, Sendable, Hashable {
        /// The other side has no such branch yet.
        case nothingThere = "nothing_there"
        /// It has nothing that is not here.
        case upToDate = "up_to_date"
        /// Only it had changes: the branch goes to where it is.
        case fastForward = "fast_forward"
        /// Both had: a commit with both as its parents.
        case merged
    }

    /// One file that is another than before.
    public struct Change: Sendable, Hashable {
        public enum Kind: String, Sendable, Hashable { case added, edited, deleted }
        /// Relative to the store; from the top of the repository where it lies outside.
        public let path: String
        public let kind: Kind
        /// What it is in the library; `nil` for other files.
        public let record: Contents.File?
    }

    public let result: Result
    /// `main of origin`
    public let name: String
    /// Where the branch is now, and was; 40 digits.
    public let commit: String?
    public let before: String?
    /// How many commits of the other side are new here.
    public let commitCount: Int
    /// What changed here, in the order of the paths.
    public let changes: [Change]
    /// What the merge decided.
    public let notes: [SharingNote]
    /// Files with edits that are in no version yet, which were changed too and keep the edits.
    public let kept: [String]
}

extension Store {
    /// Fetches the branch's other side, and brings it here: forward where nothing was changed here, else by a merge of both
    /// with two parents. One transaction: whatever goes wrong, all is as it was.
    ///
    /// - Throws: `repository` where the other side can't be reached or is not to be trusted, `refused` where a person must
    ///   settle something first.
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

/// One pull, the commits fetched.
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

    /// What a reader of the history should know.
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
    /// Runs `body` and folds what the disk says.
    static func disk<Value>(_ body: () throws(FileError) -> Value) throws(StoreError) -> Value {
        do throws(FileError) { return try body() } catch { throw .file(error) }
    }
}
