public import GitRepo

/// What `push` did.
public struct Pushed: Sendable {
    /// `main of origin`
    public let name: String
    /// How many commits the other side did not have.
    public let commitCount: Int
    /// Where the branch is, on both sides now; `nil` where there is no version yet.
    public let commit: String?
    /// Whether the branch was not there before.
    public let isNew: Bool
}

extension Store {
    /// Sends what was committed here to the other side of the branch, which only ever goes forward.
    ///
    /// - Throws: `refused` where it has changes that are not here.
    public func push(
        progress: @escaping @Sendable (TransferProgress) -> Void = { _ in }
    ) throws(StoreError) -> Pushed {
        let sharing = try SharingPlace(self)
        do throws(RemoteError) {
            return try sharing.push(progress)
        } catch {
            guard error.reason == .behind else { throw StoreError(error) }
            throw .refused(
                message: "\(sharing.name) has changes that you do not have yet, so it was left as it is",
                help: "`promptpal sync` takes them, merges yours with them, and sends both")
        }
    }
}

extension SharingPlace {
    /// - Throws: ``RemoteError``, with what this side says folded into it.
    func push(_ progress: @escaping @Sendable (TransferProgress) -> Void) throws(RemoteError) -> Pushed {
        let repository = place.repository
        func here<Value>(_ body: () throws(GitError) -> Value) throws(RemoteError) -> Value {
            do throws(GitError) { return try body() } catch {
                throw RemoteError(
                    .damaged, error.description, help: "`promptpal doctor` looks at the repository")
            }
        }
        guard let commit = try here({ () throws(GitError) in try repository.head().commit }) else {
            return Pushed(name: name, commitCount: 0, commit: nil, isNew: false)
        }
        let known = try here { () throws(GitError) in try repository.reference(upstream.tracking) }
        let address = try RemoteAddress(upstream.pushURL, from: repository.workDirectory)
        try repository.push(
            address, branch: head.reference, to: upstream.branch, settings.reaching(address),
            progress: progress)
        return try here { () throws(GitError) in
            if known != commit {
                try repository.setReference(upstream.tracking, to: commit, message: "promptpal push")
            }
            if repository.configuration("branch.\(head.reference.dropFirst("refs/heads/".count)).remote")
                == nil
            {
                try repository.setUpstream(of: head.reference, remote: upstream.remote, to: upstream.branch)
            }
            let hidden =
                try known.map { known throws(GitError) in try repository.has(known) ? [known] : [] } ?? []
            return Pushed(
                name: name, commitCount: try repository.history(from: [commit], hiding: hidden).count,
                commit: commit.hex, isNew: known == nil)
        }
    }
}
