internal import Git
internal import PromptCore
internal import SafeFiles

/// One change of a store: a draft that is written as a whole and becomes one commit. Nothing else opens a
/// file of the store for writing.
///
/// It begins with the store's lock, so that no other promptpal changes the files that are read in the
/// meantime. Editors and Git do not know that lock: each file is compared with the bytes that were read
/// before it is replaced, and a file that someone changed in between is never overwritten. A transaction is
/// consumed by ``commit(_:)``; one that ends without it changed nothing. docs/reliability.md describes the
/// guarantees.
public struct Transaction: ~Copyable {
    /// The changes to make.
    public var draft = Draft()
    /// True if texts that look like keys may become part of a version. They are always allowed if the last
    /// version has them in the same file, or if `known` has them.
    public var allowsSecrets = false
    /// Contents that the history has already, such as those that an `undo` restores.
    var known: [[UInt8]] = []
    /// The repository that gets the commit.
    public let repository: StoreRepository
    private let publication: Publication
    private let user: CommittingUser
    private let lock: FileLock
    /// The number of failures of the machine before the transaction.
    private var failureCount: Int

    private init(_ publication: Publication, by user: CommittingUser, lock: consuming FileLock) {
        self.publication = publication
        self.user = user
        repository = publication.repository
        self.lock = lock
        failureCount = publication.directory.failures.count
    }

    static func begin(
        in repository: StoreRepository, directory: SafeDirectory, options: WriteOptions
    ) throws(StoreError) -> Transaction {
        let files = try files(repository)
        let lock = try lock(in: files, repository: repository)
        try Recovery(repository: repository, directory: directory, files: files).run()
        if let operation = repository.gitRepository.operationInProgress() {
            throw .inProgress(operation: operation.name, finish: operation.finish)
        }
        let user = try CommittingUser(allowedIn: repository)
        var options = options
        if repository.gitRepository.configurationFlag("promptpal.sync") == false { options.isSynced = false }
        return Transaction(
            Publication(repository: repository, directory: directory, files: files, options: options),
            by: user, lock: lock)
    }

    static func files(_ repository: StoreRepository) throws(StoreError) -> SafeDirectory {
        try StoreError.folding { () throws(FileError) in try repository.gitFiles() }
    }

    static func lock(
        in files: SafeDirectory, repository: StoreRepository
    ) throws(StoreError) -> FileLock {
        let patience = repository.environment.lockPatience
        let lock = try StoreError.folding { () throws(FileError) in
            try FileLock.take(Recovery.lock, in: files, milliseconds: patience)
        }
        if let lock { return lock }
        throw .locked(
            path: repository.gitRepository.workDirectory, owner: FileLock.owner(Recovery.lock, in: files))
    }

    /// Makes the commit fail also if a file of the store could not be read before the transaction began.
    ///
    /// - Parameter count: the number of failures of the machine before the change was planned.
    mutating func countFailures(since count: Int) { failureCount = min(failureCount, count) }

    /// The author of the change, as Git's configuration and environment define it.
    public var author: UserIdentity { user.author }

    /// Brings work tree, index and branch to a commit that exists already, for a branch at `head`.
    ///
    /// - Parameters:
    ///   - draft: with paths from the top of the work tree.
    ///   - log: the message for the branch's log.
    ///   - top: the top of the work tree.
    ///   - tracking: the remote-tracking reference that moves with the branch.
    /// - Throws: as ``commit(_:)``.
    consuming func publish(
        _ draft: Draft, commit: ObjectID, head: Head, log: String, in top: SafeDirectory,
        tracking: Journal.TrackedReference?
    ) throws(StoreError) {
        if let failure = self.publication.directory.failures.last(since: failureCount) {
            throw .file(failure)
        }
        var publication = Publication(
            repository: repository.top, directory: top, files: publication.files, options: publication.options
        )
        publication.isOfTop = true
        publication.tracking = tracking
        let base = try StoreError.folding { () throws(GitError) in try ChangeBase(repository.gitRepository) }
        _ = try publication.publish(
            draft.allEntries, as: .finished(commit, head: head, log: log), from: base, by: user.authorship)
    }

    /// Moves only a remote-tracking reference.
    ///
    /// - Throws: `transaction` if another process holds its lock for too long, `file` if the disk fails.
    consuming func note(_ tracking: Journal.TrackedReference) throws(StoreError) {
        try publication.note(tracking, upstream: nil, by: user.authorship)
    }

    /// Writes everything and makes the commit; waits until it is on the disk, unless the options forbid it.
    ///
    /// - Returns: a result without a commit if the draft changes nothing.
    /// - Throws: `file(.changedOnDisk)` if a file differs from the bytes that were read, `file(.exists)` if a
    ///   path is taken, `secrets` for a secret in a file (``allowsSecrets``). The store, the index and the
    ///   branch are then as they were.
    public consuming func commit(_ message: ChangeMessage) throws(StoreError) -> Committed {
        // A file that could not be read might have been part of the change.
        if let failure = self.publication.directory.failures.last(since: failureCount) {
            throw .file(failure)
        }
        guard !draft.entries.isEmpty else { return Committed(commit: nil, fileCount: 0) }
        let base = try StoreError.folding { () throws(GitError) in
            let base = try ChangeBase(repository.gitRepository)
            try MovedEdits(from: base.tree, repository: repository, directory: publication.directory)
                .leaveBehind(in: &draft)
            return base
        }
        let entries = draft.entries
        if !allowsSecrets { try NewSecrets(repository, since: base.tree, known: known).refuse(entries) }
        return try publication.publish(entries, as: .message(message), from: base, by: user.authorship)
    }
}

extension Store {
    /// Begins a change of the store: takes the lock, and recovers the changes of killed processes.
    ///
    /// - Throws: `noRepository`, `locked`, `inProgress` while a merge or rebase is not finished, `repository`,
    ///   `transaction`.
    public func begin(_ options: WriteOptions = WriteOptions()) throws(StoreError) -> Transaction {
        try Transaction.begin(in: StoreRepository(holding: self), directory: directory, options: options)
    }
}
