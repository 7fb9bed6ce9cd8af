internal import Git
internal import PromptCore
internal import PromptIndex
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

    /// - Throws: `sync` if no branch is checked out, or if it has no counterpart in another repository.
    init(_ store: Store, transfers: TransferEnvironment) throws(StoreError) {
        self.transfers = transfers
        settings = TransferSettings(of: transfers)
        repository = try store.repository()
        directory = store.directory
        let gitRepository = repository.gitRepository
        let head = try StoreError.folding { () throws(GitError) in try gitRepository.head() }
        guard !head.isDetached else { throw .sync(.detached) }
        if gitRepository.isShallow { throw .sync(.shallow) }
        let found = try StoreError.folding { () throws(GitError) in
            try gitRepository.upstream(of: head.reference)
        }
        guard let found else {
            let remotes = try StoreError.folding { () throws(GitError) in try gitRepository.remoteNames() }
            throw .sync(
                remotes.count > 1
                    ? .noUpstream(branch: String(head.reference.dropFirst("refs/heads/".count)), remotes)
                    : .notShared)
        }
        guard found.branch.hasPrefix("refs/heads/") else {
            throw .sync(.notABranch(reference: found.branch, remote: found.remote))
        }
        self.head = head
        upstream = found
    }

    /// `main of origin`
    var name: String { "\(upstream.branch.dropFirst("refs/heads/".count)) of \(upstream.remote)" }

    func address(forPushing: Bool) throws(StoreError) -> RemoteAddress {
        try StoreError.folding { () throws(RemoteError) in
            try RemoteAddress(
                forPushing ? upstream.pushURL : upstream.url, from: repository.gitRepository.workDirectory)
        }
    }

    /// Fetches the other side's commits; no reference points to them yet.
    func fetch(_ progress: @escaping @Sendable (TransferProgress) -> Void) throws(StoreError) -> Fetched {
        let address = try address(forPushing: false)
        FetchLeftovers.sweep(repository.gitRepository, now: repository.environment.clock.seconds)
        return try StoreError.folding { () throws(RemoteError) in
            try repository.gitRepository.fetch(
                address, branch: upstream.branch, settings: settings.reaching(address, in: transfers),
                progress: progress)
        }
    }

    /// Returns the move of the remote-tracking reference, for `git status` and similar commands; `nil` if it
    /// is up to date.
    ///
    /// - Parameter why: the command, for the reference's log.
    /// - Throws: `git` if the reference can't be read.
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
    /// - Throws: `locked` or `transaction` if another process holds a lock for too long, `file` if the disk
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

extension TransferSettings {
    /// Returns the user's own settings: the environment, then the user's and the system's Git configuration.
    /// That of a repository is ignored, because it may come from a stranger and would name programs to run
    /// and servers to trust.
    init(of environment: TransferEnvironment) {
        self.init()
        let keys = ["core.sshcommand", "http.sslcainfo", "http.proxy"]
        let configured = (try? TransferSettings.userConfiguration(keys)) ?? [:]
        sshCommand = environment.sshCommand ?? configured["core.sshcommand"]
        sshProgram = environment.sshProgram
        certificates = environment.certificates ?? configured["http.sslcainfo"]
        proxy = configured["http.proxy"] ?? environment.proxy
        if let seconds = environment.patience {
            patience = seconds * 1000
            firstPatience = max(patience, min(firstPatience, patience * 2))
        }
    }

    /// Returns the same, without the proxy if the environment excepts a host from it.
    func reaching(_ address: RemoteAddress, in environment: TransferEnvironment) -> TransferSettings {
        guard proxy != nil, case .https(let host, _) = address.transport else { return self }
        let isExcepted = environment.directHosts.contains { exception in
            let name = exception.drop { $0 == "." }.lowercased()
            return name == "*" || host.lowercased() == name || host.lowercased().hasSuffix("." + name)
        }
        var settings = self
        if isExcepted { settings.proxy = nil }
        return settings
    }
}

/// Files that a killed fetch left among the packs. Each has a unique name, so that none is in the way; but
/// Git does not know the names, and would keep the files forever.
enum FetchLeftovers {
    /// The start of libgit2's names for an incomplete pack and its index.
    private static let prefix = "pack_git2_"
    /// The age of a fetch without writes that counts as dead, in nanoseconds.
    private static let age: Int64 = 24 * 3600 * 1_000_000_000

    /// - Parameter now: seconds since 1970.
    static func sweep(_ repository: Repository, now: Int64) {
        let folder = "objects/pack"
        guard let files = try? SafeDirectory(opening: FilePath(repository.commonDirectory)) else { return }
        for entry in (try? files.entries(in: folder)) ?? [] where entry.type == .file {
            guard let name = entry.name, name.utf8.starts(with: prefix.utf8),
                let stamp = (try? files.stamp(folder + "/" + name)) ?? nil,
                now * 1_000_000_000 - stamp.modified > age
            else { continue }
            try? files.discard(folder + "/" + name)
        }
    }
}
