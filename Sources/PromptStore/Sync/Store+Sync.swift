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
}

extension Store {
    /// Pulls, then pushes; repeats this if somebody else pushed in between. If the store shares its usage,
    /// the events of this machine are included.
    ///
    /// - Throws: as ``pull(_:progress:)`` and ``push(progress:)``.
    public func sync(
        _ options: WriteOptions = WriteOptions(),
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
            let branch = try SharedBranch(self)
            let isSame = try StoreError.folding { () throws(GitError) in
                try branch.repository.gitRepository.reference(branch.upstream.tracking) == branch.head.commit
            }
            // A killed push may have left the branch without an upstream.
            if isSame, now.result != .nothingThere, branch.unknownUpstream == nil {
                return Synced(pulled: pulled, pushed: nil, events: events)
            }
            do throws(RemoteError) {
                return Synced(pulled: pulled, pushed: try branch.push(progress), events: events)
            } catch {
                guard error.reason == .behind else { throw StoreError(error) }
            }
        }
        throw .refused(
            message: "others keep pushing; your changes are merged with theirs here, but not sent yet",
            help: "run `promptpal sync` again")
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
    /// The reason that the push is not recorded in this repository yet, in one sentence without a full stop,
    /// and the remedy; `nil` if it is recorded. The next `pull`, `push` or `sync` records it.
    public internal(set) var note: (message: String, help: String?)?
}

extension Store {
    /// Sends the commits made here to the other side of the branch, which only ever moves forward.
    ///
    /// - Throws: `refused` if the other side has commits that are not here; `repository` if it can't be
    ///   reached or trusted.
    public func push(
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) throws(StoreError) -> Pushed {
        let branch = try SharedBranch(self)
        do throws(RemoteError) {
            return try branch.push(progress)
        } catch {
            guard error.reason == .behind else { throw StoreError(error) }
            throw .refused(
                message: "\(branch.name) has changes that you do not have yet, so nothing was sent",
                help: "run `promptpal sync` to fetch them, merge yours with them, and send both")
        }
    }
}

extension SharedBranch {
    /// - Throws: ``RemoteError``, with the errors of this side folded into it.
    func push(_ progress: @escaping @Sendable (TransferProgress) -> Void) throws(RemoteError) -> Pushed {
        let gitRepository = repository.gitRepository
        func here<Value>(_ body: () throws(GitError) -> Value) throws(RemoteError) -> Value {
            do throws(GitError) { return try body() } catch {
                throw RemoteError(
                    .damaged, message: error.description,
                    help: "run `promptpal doctor` to check the repository")
            }
        }
        guard let commit = try here({ () throws(GitError) in try gitRepository.head().commit }) else {
            return Pushed(name: name, commitCount: 0, commit: nil, isNew: false)
        }
        let known = try here { () throws(GitError) in try gitRepository.reference(upstream.tracking) }
        let address = try RemoteAddress(upstream.pushURL, from: gitRepository.workDirectory)
        try gitRepository.push(
            address, branch: head.reference, to: upstream.branch,
            settings: settings.reaching(address, in: transfers),
            progress: progress)
        var pushed = try here { () throws(GitError) in
            let hidden =
                try known.map { known throws(GitError) in try gitRepository.has(known) ? [known] : [] } ?? []
            return Pushed(
                name: name, commitCount: try gitRepository.history(from: [commit], hiding: hidden).count,
                commit: commit.hex, isNew: known == nil)
        }
        // The other side has the commits: no later failure here takes that back.
        do throws(StoreError) { try notePush(of: commit) } catch { pushed.note = SharedBranch.note(error) }
        return pushed
    }

    private static func note(_ error: StoreError) -> (message: String, help: String?) {
        let why: (String, String?) =
            switch error {
            case .repository(let message, let help), .refused(let message, let help): (message, help)
            case .file(let error): (error.description, nil)
            case .locked(let path, let owner):
                (
                    "another process is writing to \(path)\(owner.map { " (process \($0))" } ?? "")",
                    "wait for it to end"
                )
            default: ("\(error)", nil)
            }
        return ("the changes were sent, but this clone has not recorded that yet: \(why.0)", why.1)
    }
}
