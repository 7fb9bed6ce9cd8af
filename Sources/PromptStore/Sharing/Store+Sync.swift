public import Git
internal import PromptCore

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
            message: "others push all the time; your changes are merged with theirs here, and not sent yet",
            help: "run `promptpal sync` again")
    }

    /// The number of times that somebody else may be faster.
    private static let syncAttempts = 20
}
