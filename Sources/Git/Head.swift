/// The state of `HEAD`.
public struct Head: Sendable, Hashable {
    /// The branch, `refs/heads/main`; `HEAD` itself if it is detached.
    public let reference: String
    /// `nil` if the branch has no commit yet.
    public let commit: ObjectID?

    /// The state of `HEAD`; `commit` is `nil` on a branch without commits.
    public init(reference: String, commit: ObjectID?) {
        self.reference = reference
        self.commit = commit
    }

    /// True if no branch is checked out.
    public var isDetached: Bool { reference == "HEAD" }
}

/// A Git operation that has begun and is not finished.
public enum RepositoryOperation: String, Sendable, Hashable, CaseIterable {
    case merge
    case revert
    case cherryPick = "cherry-pick"
    case bisect
    case rebase
    case mailbox = "am"

    /// The name for messages: "a merge".
    public var name: String { self == .mailbox ? "applying patches (git am)" : "a \(rawValue)" }

    /// The commands that finish or abort it.
    public var finish: String {
        switch self {
        case .merge: "finish it with `git commit`, or leave it with `git merge --abort`"
        case .bisect: "leave it with `git bisect reset`"
        default: "finish it with `git \(rawValue) --continue`, or leave it with `git \(rawValue) --abort`"
        }
    }
}
