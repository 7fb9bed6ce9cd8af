public import Git
internal import PromptCore
internal import SafeFiles

/// The result of `sync`.
public struct Synced: Sendable {
    /// Each pull, in order: more than one if somebody else was faster.
    public let pulled: [Pulled]
    /// The push; `nil` if there was nothing to send.
    public let pushed: Pushed?
    /// The number of use events that were sent.
    public let events: Int
    /// The problems for which nothing was sent; empty if there are none.
    public let problems: [SharingProblem]
}

/// Called before anything is sent, if the push changes numbers of versions.
public typealias ForetellingHandler = (Foretold) -> Void

extension Store {
    /// Pulls, then pushes; repeats this if somebody else pushed in between. If the store shares its usage,
    /// the events of this machine are included.
    ///
    /// Nothing is sent as long as the commit has problems that the other side's does not have, or open
    /// conflicts.
    ///
    /// - Parameters:
    ///   - isForced: true to send in spite of such problems.
    ///   - foretelling: called before a push that changes numbers of versions.
    /// - Throws: as ``pull(_:ifGone:progress:)`` and ``push(_:isForced:foretelling:progress:)``, but problems
    ///   are in the outcome.
    public func sync(
        _ options: WriteOptions = WriteOptions(), isForced: Bool = false,
        foretelling: ForetellingHandler = { _ in },
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) throws(StoreError) -> Synced {
        let events = manifest.sharesUsage ? try shareUsage(options).events : 0
        var pulled: [Pulled] = []
        for attempt in 0..<Store.syncAttempts {
            // Each wait is longer than the one before, so that one of many succeeds.
            if attempt > 0 {
                Host.pause(milliseconds: UInt32(environment.random() & 0xFF) * UInt32(min(attempt, 8)))
            }
            let now = try pull(options, progress: progress)
            pulled.append(now)
            var branch = try SharedBranch(self, transfers: environment.transfers())
            let isSame = try StoreError.folding { () throws(GitError) in
                try branch.repository.gitRepository.reference(branch.upstream.tracking) == branch.head.commit
            }
            // A killed push may have left the branch without an upstream.
            if isSame, now.result != .nothingThere, branch.unknownUpstream == nil {
                return Synced(pulled: pulled, pushed: nil, events: events, problems: [])
            }
            let problems = isForced ? [] : try branch.problemsOfPush(of: self)
            if !problems.isEmpty {
                return Synced(pulled: pulled, pushed: nil, events: events, problems: problems)
            }
            let foretold = try foretell(branch, options: options)
            if let foretold {
                foretelling(foretold)
                branch = try SharedBranch(self, transfers: environment.transfers())
            }
            do throws(StoreError) {
                var pushed = try branch.push(progress)
                pushed.foretold = foretold
                return Synced(pulled: pulled, pushed: pushed, events: events, problems: [])
            } catch {
                guard error.isBehind else { throw error }
            }
        }
        throw .sync(.overtaken)
    }

    /// The number of times that somebody else may be faster.
    private static let syncAttempts = 20
}

/// The result of `push`.
public struct Pushed: Sendable {
    /// `main of origin`
    public let name: String
    /// The number of commits that the other side did not have.
    public let commitCount: Int
    /// The branch's commit, now the same on both sides; `nil` if there is no commit yet.
    public let commit: String?
    /// True if the branch did not exist before.
    public let isNew: Bool
    /// The reason that the push is not recorded in this repository yet; `nil` if it is recorded. The next
    /// `pull`, `push` or `sync` records it.
    public internal(set) var unrecorded: StoreError?
    /// The effect on the numbers of versions; `nil` if there is none.
    public internal(set) var foretold: Foretold?
}

extension Store {
    /// Sends the commits made here to the other side of the branch, which only ever moves forward. If the
    /// branch ends with a merge that would change published numbers, that merge is made again before.
    ///
    /// - Parameters:
    ///   - options: the options of a commit that is made again.
    ///   - isForced: true to send in spite of new problems.
    ///   - foretelling: called before a push that changes numbers of versions.
    /// - Throws: `sync(.problems)` if the commit has problems that the other side's does not have, or open
    ///   conflicts; `sync(.behind)` if the other side has commits that are not here; `remote` if it can't be
    ///   reached or trusted; as ``begin(_:)``.
    public func push(
        _ options: WriteOptions = WriteOptions(), isForced: Bool = false,
        foretelling: ForetellingHandler = { _ in },
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) throws(StoreError) -> Pushed {
        var branch = try SharedBranch(self, transfers: environment.transfers())
        let problems = isForced ? [] : try branch.problemsOfPush(of: self)
        guard problems.isEmpty else { throw .sync(.problems(upstream: branch.name, problems)) }
        let foretold = try foretell(branch, options: options)
        if let foretold {
            foretelling(foretold)
            branch = try SharedBranch(self, transfers: environment.transfers())
        }
        do throws(StoreError) {
            var pushed = try branch.push(progress)
            pushed.foretold = foretold
            return pushed
        } catch {
            throw error.isBehind ? .sync(.behind(upstream: branch.name)) : error
        }
    }
}

extension SharedBranch {
    /// - Throws: `remote` if the other side can't be reached or trusted, or refuses; `git`.
    func push(_ progress: @escaping @Sendable (TransferProgress) -> Void) throws(StoreError) -> Pushed {
        let gitRepository = repository.gitRepository
        guard let commit = try StoreError.folding({ () throws(GitError) in try gitRepository.head().commit })
        else {
            return Pushed(name: name, commitCount: 0, commit: nil, isNew: false)
        }
        let known = try StoreError.folding { () throws(GitError) in
            try gitRepository.reference(upstream.tracking)
        }
        let address = try address(forPushing: true)
        try StoreError.folding { () throws(RemoteError) in
            try gitRepository.push(
                address, branch: head.reference, to: upstream.branch,
                settings: settings.reaching(address, in: transfers),
                progress: progress)
        }
        var pushed = try StoreError.folding { () throws(GitError) in
            let hidden =
                try known.map { known throws(GitError) in try gitRepository.has(known) ? [known] : [] } ?? []
            return Pushed(
                name: name, commitCount: try gitRepository.history(from: [commit], hiding: hidden).count,
                commit: commit.hex, isNew: known == nil)
        }
        // The other side has the commits: no later failure here takes that back.
        do throws(StoreError) { try notePush(of: commit) } catch { pushed.unrecorded = error }
        return pushed
    }
}

extension StoreError {
    /// True if the other side has commits that are missing here.
    fileprivate var isBehind: Bool {
        if case .remote(let error) = self { error.reason == .behind } else { false }
    }
}
