internal import Git
internal import SafeFiles
internal import SystemPackage

/// A store's repository and the other one that it shares with.
struct SharingPlace {
    let place: StoreRepository
    private let directory: SafeDirectory
    let head: Head
    let upstream: Upstream
    let transfers: TransferEnvironment
    let settings: TransferSettings

    /// - Throws: `refused` if no branch is checked out, or if it has no counterpart in another repository.
    init(_ store: Store) throws(StoreError) {
        place = try store.repository()
        directory = store.directory
        let repository = place.repository
        let head = try StoreError.folding { () throws(GitError) in try repository.head() }
        guard !head.isDetached else {
            throw .refused(
                message: "no branch is checked out, so there is nothing to share",
                help: "`git switch BRANCH` checks one out")
        }
        if repository.isShallow {
            throw .refused(
                message: "this clone is shallow, and what both sides have in common may be cut off",
                help: "`git fetch --unshallow` gets the rest")
        }
        let found = try StoreError.folding { () throws(GitError) in
            try repository.upstream(of: head.reference)
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
                forPushing ? upstream.pushURL : upstream.url, from: place.repository.workDirectory)
        } catch {
            throw StoreError(error)
        }
    }

    /// Fetches the other side's commits; no reference points to them yet.
    func fetch(_ progress: @escaping @Sendable (TransferProgress) -> Void) throws(StoreError) -> Fetched {
        let address = try address(forPushing: false)
        FetchLeftovers.sweep(place.repository, now: place.environment.clock.seconds)
        do throws(RemoteError) {
            return try place.repository.fetch(
                address, branch: upstream.branch, settings.reaching(address, in: transfers),
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
    func tracking(_ tip: ObjectID, _ why: String) throws(StoreError) -> Journal.Tracking? {
        let known = try StoreError.folding { () throws(GitError) in
            try place.repository.reference(upstream.tracking)
        }
        if known == tip { return nil }
        return Journal.Tracking(reference: upstream.tracking, commit: tip, log: "promptpal \(why)")
    }

    /// The upstream setting that Git's configuration lacks; `nil` if the branch has one.
    var unknownUpstream: UpstreamSetting? {
        UpstreamSetting(upstream, of: head.reference, in: place.repository)
    }

    /// Records a completed push: moves the remote-tracking reference, and sets the branch's upstream if it
    /// has none.
    ///
    /// - Throws: `locked` or `repository` if another process holds a lock for too long, `file` if the disk
    ///   fails.
    func notePush(of commit: ObjectID) throws(StoreError) {
        let repository = place.repository
        if try tracking(commit, "push") == nil, unknownUpstream == nil { return }
        let files = try Transaction.files(place)
        let lock = try Transaction.lock(files, place)
        try Recovery(place: place, directory: directory, files: files).run()
        var options = WriteOptions()
        if repository.configurationFlag("promptpal.sync") == false { options.isSynced = false }
        try Publication(place: place, directory: directory, files: files, options: options).note(
            tracking(commit, "push"), unknownUpstream, by: Identity.authorship(place))
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
