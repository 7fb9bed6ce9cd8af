internal import GitRepo
internal import PromptCore
internal import SafeFiles

/// One change of a store: a draft that is written as a whole and becomes one commit. Nothing else opens a
/// file of the store for writing.
///
/// It begins with the store's lock, so that what is read while it lives is not changed by another promptpal.
/// Editors and Git know nothing of that lock: each file is compared with what was read before it is
/// replaced, and a file that someone changed in between is never overwritten. A transaction is consumed
/// by ``commit(_:)``; one that ends without it changed nothing. docs/reliability.md says what holds when.
public struct Transaction: ~Copyable {
    /// What shall be changed.
    public var draft = Draft()
    /// Whether what looks like a key in a file may become part of a version. It may where the last version has it in
    /// the same file, or where `known` has it.
    public var allowsSecrets = false
    /// Contents that history has anyway, such as those that an `undo` brings back.
    var known: [[UInt8]] = []
    /// The repository that gets the commit.
    public let repository: StoreRepository
    private let publication: Publication
    private let lock: FileLock
    /// How many failures of the machine there were before.
    private var failureCount: Int

    private init(_ publication: Publication, _ lock: consuming FileLock) {
        self.publication = publication
        repository = publication.place
        self.lock = lock
        failureCount = publication.directory.failures.count
    }

    static func begin(
        _ place: StoreRepository, _ directory: SafeDirectory, _ options: WriteOptions
    ) throws(StoreError) -> Transaction {
        let files = try files(place)
        let lock = try lock(files, place)
        try Recovery(place: place, directory: directory, files: files).run()
        if let operation = place.repository.operationInProgress() {
            throw .inProgress(operation: operation.name, finish: operation.finish)
        }
        try Identity.refuseGuess(place)
        var options = options
        if place.repository.configurationFlag("promptpal.sync") == false { options.isSynced = false }
        return Transaction(
            Publication(place: place, directory: directory, files: files, options: options), lock)
    }

    static func files(_ place: StoreRepository) throws(StoreError) -> SafeDirectory {
        do throws(FileError) { return try place.gitFiles() } catch { throw .file(error) }
    }

    static func lock(
        _ files: SafeDirectory, _ place: StoreRepository
    ) throws(StoreError) -> FileLock {
        do throws(FileError) {
            let patience = place.environment.lockPatience
            if let lock = try FileLock.take(Recovery.lock, in: files, milliseconds: patience) { return lock }
        } catch {
            throw .file(error)
        }
        throw .locked(path: place.repository.workDirectory, owner: FileLock.owner(Recovery.lock, in: files))
    }

    /// Refuses to commit also where a file of the store could not be read before it began.
    ///
    /// - Parameter count: how many failures of the machine there were before the change was thought of.
    mutating func countFailures(since count: Int) { failureCount = min(failureCount, count) }

    /// Who changes the store, as Git's configuration and environment say.
    public var author: UserIdentity { Identity.author(repository) }

    /// Brings work tree, index and branch to a commit that is made already, for a branch that is at `head`.
    ///
    /// - Parameters:
    ///   - draft: with paths from the top of the work tree.
    ///   - log: for the branch's log.
    ///   - top: the top of the work tree.
    ///   - tracking: the remote-tracking reference that moves with the branch.
    /// - Throws: as ``commit(_:)``.
    consuming func publish(
        _ draft: Draft, _ commit: ObjectID, _ head: Head, _ log: String, in top: SafeDirectory,
        tracking: Journal.Tracking?
    ) throws(StoreError) {
        if let failure = self.publication.directory.failures.last(since: failureCount) {
            throw .file(failure)
        }
        var publication = Publication(
            place: repository.top, directory: top, files: publication.files, options: publication.options)
        publication.isOfTop = true
        publication.tracking = tracking
        _ = try publication.publish(
            draft.allEntries, .finished(commit, head: head, log: log),
            by: Identity.authorship(repository))
    }

    /// Moves a remote-tracking reference and nothing else.
    ///
    /// - Throws: `repository` if another process holds its lock for too long, `file` if the disk refuses.
    consuming func note(_ tracking: Journal.Tracking) throws(StoreError) {
        try publication.note(tracking, nil, by: Identity.authorship(repository))
    }

    /// Writes everything and makes the commit; waits until it is on the disk, unless the options say otherwise.
    ///
    /// - Returns: without a commit where the draft changes nothing.
    /// - Throws: `file(.changedOnDisk)` where a file is not what was read, `file(.exists)` where a path is taken, `secrets` for a
    ///   secret in a file (``allowsSecrets``).
    ///   The store, the index and the branch are then as they were.
    public consuming func commit(_ message: ChangeMessage) throws(StoreError) -> Committed {
        // What could not be read may be what the change should have changed too.
        if let failure = self.publication.directory.failures.last(since: failureCount) {
            throw .file(failure)
        }
        guard !draft.entries.isEmpty else { return Committed(commit: nil, fileCount: 0) }
        try StoreError.folding { () throws(GitError) in
            try MovedEdits(repository, publication.directory).leaveBehind(in: &draft)
        }
        let entries = draft.entries
        if !allowsSecrets { try NewSecrets(repository, known: known).refuse(entries) }
        return try publication.publish(entries, message, by: Identity.authorship(repository))
    }
}

extension Store {
    /// Begins to change the store: takes the lock, and recovers what a killed process left.
    ///
    /// - Throws: `noRepository`, `locked`, `inProgress` while a merge or rebase is not finished, `repository`.
    public func begin(_ options: WriteOptions = WriteOptions()) throws(StoreError) -> Transaction {
        try Transaction.begin(StoreRepository(holding: self), directory, options)
    }
}
