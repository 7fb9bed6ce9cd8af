public import GitRepo
internal import PromptCore

/// What `sync` did.
public struct Synced: Sendable {
    /// Each pull, in order: more than one where somebody else was quicker.
    public let pulled: [Pulled]
    /// `nil` where there was nothing to send.
    public let pushed: Pushed?
    /// How many use events went along.
    public let events: Int
}

extension Store {
    /// Pulls, then pushes; and once more where somebody else pushed in between. Where the store shares its usage, the
    /// events of this machine go along.
    public func sync(
        _ options: WriteOptions = WriteOptions(),
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) throws(StoreError) -> Synced {
        let events = manifest.sharesUsage ? try shareUsage(options).events : 0
        var pulled: [Pulled] = []
        for attempt in 0..<Store.syncAttempts {
            // Each the longer after the other, so that of many one gets through.
            if attempt > 0 {
                Host.pause(milliseconds: UInt32(environment.random() & 0xFF) * UInt32(min(attempt, 8)))
            }
            let now = try pull(options, progress: progress)
            pulled.append(now)
            let sharing = try SharingPlace(self)
            let isSame = try StoreError.folding { () throws(GitError) in
                try sharing.place.repository.reference(sharing.upstream.tracking) == sharing.head.commit
            }
            // A push that was killed may have left the branch without an upstream.
            if isSame, now.result != .nothingThere, sharing.unknownUpstream == nil {
                return Synced(pulled: pulled, pushed: nil, events: events)
            }
            do throws(RemoteError) {
                return Synced(pulled: pulled, pushed: try sharing.push(progress), events: events)
            } catch {
                guard error.reason == .behind else { throw StoreError(error) }
            }
        }
        throw .refused(
            message: "others push all the time; your changes are merged with theirs here, and not sent yet",
            help: "run `promptpal sync` again")
    }

    /// How often somebody else may be quicker.
    private static let syncAttempts = 20
}
