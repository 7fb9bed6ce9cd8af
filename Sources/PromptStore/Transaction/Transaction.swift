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
    private let directory: SafeDirectory
    /// The Git directory.
    private let files: SafeDirectory
    private let options: WriteOptions
    private let user: CommittingUser
    private let lock: FileLock
    /// The number of failures of the machine before the transaction.
    private var failureCount: Int

    /// Takes the lock, and recovers the changes of killed processes.
    ///
    /// - Throws: as ``Store/begin(_:)``.
    init(
        in repository: StoreRepository, directory: SafeDirectory, options: WriteOptions
    ) throws(StoreError) {
        let files = try Transaction.files(repository)
        let lock = try Transaction.lock(in: files, repository: repository)
        try Recovery(repository: repository, directory: directory, files: files).run()
        if let operation = repository.gitRepository.operationInProgress() {
            throw .inProgress(operation: operation.name, finish: operation.finish)
        }
        user = try CommittingUser(allowedIn: repository)
        var options = options
        if repository.gitRepository.configurationFlag("promptpal.sync") == false { options.isSynced = false }
        self.repository = repository
        self.directory = directory
        self.files = files
        self.options = options
        self.lock = lock
        failureCount = directory.failures.count
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
        if let failure = directory.failures.last(since: failureCount) {
            throw .file(failure)
        }
        var publication = Publication(
            repository: repository.top, directory: top, files: files, options: options)
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
        try Publication(repository: repository, directory: directory, files: files, options: options)
            .note(tracking, upstream: nil, by: user.authorship)
    }

    /// Writes everything and makes the commit; waits until it is on the disk, unless the options forbid it.
    ///
    /// - Returns: a result without a commit if the draft changes nothing.
    /// - Throws: `file(.changedOnDisk)` if a file differs from the bytes that were read, `file(.exists)` if a
    ///   path is taken, `secrets` for a secret in a file (``allowsSecrets``). The store, the index and the
    ///   branch are then as they were.
    public consuming func commit(_ message: ChangeMessage) throws(StoreError) -> Committed {
        // A file that could not be read might have been part of the change.
        if let failure = directory.failures.last(since: failureCount) {
            throw .file(failure)
        }
        guard !draft.entries.isEmpty else { return Committed(commit: nil, fileCount: 0) }
        let base = try StoreError.folding { () throws(GitError) in
            let base = try ChangeBase(repository.gitRepository)
            try MovedEdits(from: base.tree, repository: repository, directory: directory)
                .leaveBehind(in: &draft)
            return base
        }
        let entries = draft.entries
        if !allowsSecrets { try NewSecrets(repository, since: base.tree, known: known).refuse(entries) }
        return try Publication(
            repository: repository, directory: directory, files: files, options: options
        ).publish(entries, as: .message(message), from: base, by: user.authorship)
    }
}

extension Store {
    /// Begins a change of the store: takes the lock, and recovers the changes of killed processes.
    ///
    /// - Throws: `noRepository`, `locked`, `inProgress` while a merge or rebase is not finished, `repository`,
    ///   `transaction`.
    public func begin(_ options: WriteOptions = WriteOptions()) throws(StoreError) -> Transaction {
        try Transaction(in: StoreRepository(holding: self), directory: directory, options: options)
    }
}

/// `HEAD` and its tree, read once for a change.
struct ChangeBase: Sendable {
    let head: Head
    /// `nil` if there is no commit.
    let tree: ObjectID?

    init(_ repository: Repository) throws(GitError) {
        head = try repository.head()
        tree = try head.commit.map { commit throws(GitError) in try repository.commit(commit).tree }
    }
}

/// The user who commits, as Git defines it: the environment, then Git's configuration, then the account.
struct CommittingUser: Sendable {
    let author, committer: UserIdentity
    /// The program or agent at work, for a trailer of the commit.
    let actor: String?
    private let clock: StoreClock

    /// Reads the environment and the configuration, once for a whole change.
    init(_ repository: StoreRepository) {
        self.init(
            repository.environment.user(), configured: CommittingUser.configured(repository),
            clock: repository.environment.clock)
    }

    /// The same, but refuses to guess a name or address if `user.useConfigOnly` forbids it, as Git does.
    ///
    /// - Throws: `repository(.noIdentity)`.
    init(allowedIn repository: StoreRepository) throws(StoreError) {
        let user = repository.environment.user()
        let configured = CommittingUser.configured(repository)
        if repository.gitRepository.configurationFlag("user.useConfigOnly") == true {
            try CommittingUser.refuseGuess(user, configured)
        }
        self.init(user, configured: configured, clock: repository.environment.clock)
    }

    private init(_ user: StoreUser, configured: (name: String?, email: String?), clock: StoreClock) {
        author = user.identity(of: user.author, configured: configured)
        committer = user.identity(of: user.committer, configured: configured)
        actor = user.actor
        self.clock = clock
    }

    /// The author and committer of a commit that is made now.
    var authorship: Authorship {
        func signature(_ person: UserIdentity) -> Signature {
            Signature(
                name: person.name, email: person.email, seconds: clock.seconds,
                offsetMinutes: clock.offsetMinutes())
        }
        return Authorship(author: signature(author), committer: signature(committer), actor: actor)
    }

    private static func refuseGuess(
        _ user: StoreUser, _ given: (name: String?, email: String?)
    ) throws(StoreError) {
        let parts = [
            ("name", given.name, [user.author.name, user.committer.name]),
            ("email", given.email, [user.author.email, user.committer.email]),
        ]
        for (part, value, people) in parts {
            let isGiven = people.allSatisfy { !($0 ?? value ?? "").isEmpty }
            if isGiven { continue }
            throw .repository(.noIdentity(key: "user.\(part)"))
        }
    }

    private static func configured(_ repository: StoreRepository) -> (name: String?, email: String?) {
        let gitRepository = repository.gitRepository
        var configured = (
            name: gitRepository.configuration("user.name"), email: gitRepository.configuration("user.email")
        )
        if configured.name == nil || configured.email == nil {
            // If a file can't be read at the moment, libgit2 treats it as missing.
            let own = RepositoryGlance.configuredUser(
                nil, files: repository.environment.personal().gitConfiguration)
            configured = (configured.name ?? own.name, configured.email ?? own.email)
        }
        return configured
    }
}

/// The author and committer of a commit.
struct Authorship: Sendable {
    let author, committer: Signature
    /// The program or agent at work, for a trailer of the commit.
    let actor: String?
}

extension StoreRepository {
    /// The author of the next commit, as the environment and Git's configuration define it.
    public var author: UserIdentity { CommittingUser(self).author }
}

/// The one name under which other folders ask for the author of a commit that is made now.
enum Identity {
    static func authorship(_ repository: StoreRepository) -> Authorship {
        CommittingUser(repository).authorship
    }
}
