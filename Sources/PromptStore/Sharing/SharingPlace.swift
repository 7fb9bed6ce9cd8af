internal import Git
internal import SafeFiles
internal import SystemPackage

/// A store's repository and the other one that it shares with.
struct SharedBranch {
    let repository: StoreRepository
    private let directory: SafeDirectory
    let head: Head
    let upstream: Upstream
    let transfers: TransferEnvironment
    let settings: TransferSettings

    /// - Throws: `refused` if no branch is checked out, or if it has no counterpart in another repository.
    init(_ store: Store) throws(StoreError) {
        repository = try store.repository()
        directory = store.directory
        let gitRepository = repository.gitRepository
        let head = try StoreError.folding { () throws(GitError) in try gitRepository.head() }
        guard !head.isDetached else {
            throw .refused(
                message: "no branch is checked out, so there is nothing to share",
                help: "`git switch BRANCH` checks one out")
        }
        if gitRepository.isShallow {
            throw .refused(
                message: "this clone is shallow, and what both sides have in common may be cut off",
                help: "`git fetch --unshallow` gets the rest")
        }
        let found = try StoreError.folding { () throws(GitError) in
            try gitRepository.upstream(of: head.reference)
        }
        guard let found else {
            throw .refused(
                message: "this library is shared with no other yet",
                help: "`git remote add origin ADDRESS` says with which; then `promptpal sync`")
        }
        guard found.branch.hasPrefix("refs/heads/") else {
            throw .refused(
                message: "\(found.branch) of \(found.remote) is no branch",
                help: "`git branch --set-upstream-to` sets another")
        }
        self.head = head
        upstream = found
        transfers = store.environment.transfers()
        settings = TransferSettings(of: transfers)
    }

    /// `main of origin`
    var name: String { "\(upstream.branch.dropFirst("refs/heads/".count)) of \(upstream.remote)" }

    func address(forPushing: Bool) throws(StoreError) -> RemoteAddress {
        do throws(RemoteError) {
            return try RemoteAddress(
                forPushing ? upstream.pushURL : upstream.url, from: repository.gitRepository.workDirectory)
        } catch {
            throw StoreError(error)
        }
    }

    /// Fetches the other side's commits; no reference points to them yet.
    func fetch(_ progress: @escaping @Sendable (TransferProgress) -> Void) throws(StoreError) -> Fetched {
        let address = try address(forPushing: false)
        FetchLeftovers.sweep(repository.gitRepository, now: repository.environment.clock.seconds)
        do throws(RemoteError) {
            return try repository.gitRepository.fetch(
                address, branch: upstream.branch, settings: settings.reaching(address, in: transfers),
                progress: progress)
        } catch {
            throw StoreError(error)
        }
    }

    /// Returns the move of the remote-tracking reference, for `git status` and similar commands; `nil` if it
    /// is up to date.
    ///
    /// - Parameter why: the command, for the reference's log.
    /// - Throws: `repository` if the reference can't be read.
    func tracking(to tip: ObjectID, by why: String) throws(StoreError) -> Journal.TrackedReference? {
        let known = try StoreError.folding { () throws(GitError) in
            try repository.gitRepository.reference(upstream.tracking)
        }
        if known == tip { return nil }
        return Journal.TrackedReference(reference: upstream.tracking, commit: tip, log: "promptpal \(why)")
    }

    /// The upstream setting that Git's configuration lacks; `nil` if the branch has one.
    var unknownUpstream: BranchUpstream? {
        BranchUpstream(upstream, of: head.reference, in: repository.gitRepository)
    }

    /// Records a completed push: moves the remote-tracking reference, and sets the branch's upstream if it
    /// has none.
    ///
    /// - Throws: `locked` or `repository` if another process holds a lock for too long, `file` if the disk
    ///   fails.
    func notePush(of commit: ObjectID) throws(StoreError) {
        let gitRepository = repository.gitRepository
        if try tracking(to: commit, by: "push") == nil, unknownUpstream == nil { return }
        let files = try Transaction.files(repository)
        let lock = try Transaction.lock(in: files, repository: repository)
        try Recovery(repository: repository, directory: directory, files: files).run()
        var options = WriteOptions()
        if gitRepository.configurationFlag("promptpal.sync") == false { options.isSynced = false }
        try Publication(repository: repository, directory: directory, files: files, options: options).note(
            tracking(to: commit, by: "push"), upstream: unknownUpstream, by: Identity.authorship(repository))
        _ = consume lock
    }
}

extension StoreError {
    init(_ error: RemoteError) {
        switch error.reason {
        case .behind, .rejected: self = .refused(message: error.message, help: error.help)
        default: self = .repository(message: error.message, help: error.help)
        }
    }
}
