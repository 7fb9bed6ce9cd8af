internal import CLibGit2
internal import Synchronization

/// An open repository with a work tree. libgit2 stays initialized as long as a value exists, and until its
/// packs are closed.
///
/// It may be used from many threads; calls run one at a time.
public final class Repository: Sendable {
    /// The top of the work tree: absolute, links resolved, without a slash at its end.
    public let workDirectory: String
    /// The Git directory of this work tree: its `HEAD`, its index.
    public let gitDirectory: String
    /// The directory that all linked work trees share: objects and references.
    public let commonDirectory: String
    private let handle: Mutex<Handle>

    init(_ handle: consuming sending Handle) throws(GitError) {
        guard let workDirectory = git_repository_workdir(handle.pointer) else {
            throw GitError(call: "git_repository_workdir", message: "the repository has no work tree")
        }
        func path(_ pointer: UnsafePointer<CChar>?) -> String {
            var path = text(pointer)
            while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
            return path
        }
        self.workDirectory = path(workDirectory)
        gitDirectory = path(git_repository_path(handle.pointer))
        commonDirectory = path(git_repository_commondir(handle.pointer))
        self.handle = Mutex(handle)
    }

    /// Runs `body` with libgit2's repository, which must not be used after it.
    func with<Value: Sendable>(_ body: (OpaquePointer) throws(GitError) -> Value) throws(GitError) -> Value {
        try handle.withLock { (handle: inout Handle) throws(GitError) -> Value in try body(handle.pointer) }
    }

    /// Returns the current state of `HEAD`, which is read again on each call.
    ///
    /// - Throws: ``GitError`` if `HEAD` can't be read or names no branch.
    public func head() throws(GitError) -> Head {
        try with { repository throws(GitError) in
            let reference = try Handle("git_reference_lookup", free: git_reference_free) {
                git_reference_lookup($0, repository, "HEAD")
            }
            guard git_reference_type(reference.pointer) == GIT_REFERENCE_SYMBOLIC else {
                let id = git_reference_target(reference.pointer).map { ObjectID($0.pointee) }
                return Head(reference: "HEAD", commit: id)
            }
            let name = text(git_reference_symbolic_target(reference.pointer))
            // A commit on another reference would be on no branch, and `git log --all` might not show it.
            guard name.hasPrefix("refs/heads/"), !name.unicodeScalars.contains("\u{FFFD}") else {
                throw GitError(
                    call: "git_reference_lookup", message: "HEAD names \(name), which is not a branch")
            }
            var id = git_oid()
            do throws(GitError) {
                try check("git_reference_name_to_id") { git_reference_name_to_id(&id, repository, name) }
            } catch {
                guard error.isNotFound else { throw error }
                return Head(reference: name, commit: nil)
            }
            return Head(reference: name, commit: ObjectID(id))
        }
    }

    /// Returns the Git operation that has begun and is not finished; `nil` if there is none.
    public func operationInProgress() -> RepositoryOperation? {
        let state = (try? with { repository in git_repository_state(repository) }) ?? 0
        switch git_repository_state_t(rawValue: UInt32(max(0, state))) {
        case GIT_REPOSITORY_STATE_NONE: return nil
        case GIT_REPOSITORY_STATE_MERGE: return .merge
        case GIT_REPOSITORY_STATE_REVERT, GIT_REPOSITORY_STATE_REVERT_SEQUENCE: return .revert
        case GIT_REPOSITORY_STATE_CHERRYPICK, GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: return .cherryPick
        case GIT_REPOSITORY_STATE_BISECT: return .bisect
        case GIT_REPOSITORY_STATE_APPLY_MAILBOX: return .mailbox
        default: return .rebase
        }
    }

    /// True if the history was truncated when it was fetched (`git clone --depth`).
    public var isShallow: Bool {
        (try? with { repository in git_repository_is_shallow(repository) == 1 }) ?? false
    }

    /// Returns a value of Git's configuration (system, user, repository), the last one if there are several.
    public func configuration(_ key: String) -> String? {
        try? with { repository throws(GitError) -> String? in
            let config = try Handle("git_repository_config_snapshot", free: git_config_free) {
                git_repository_config_snapshot($0, repository)
            }
            var value: UnsafePointer<CChar>?
            try check("git_config_get_string") { git_config_get_string(&value, config.pointer, key) }
            return text(value)
        }
    }

    /// Returns a value of Git's configuration as a Boolean; `nil` if it is not set or is no Boolean.
    public func configurationFlag(_ key: String) -> Bool? {
        try? with { repository throws(GitError) -> Bool? in
            let config = try Handle("git_repository_config_snapshot", free: git_config_free) {
                git_repository_config_snapshot($0, repository)
            }
            var value: CInt = 0
            try check("git_config_get_bool") { git_config_get_bool(&value, config.pointer, key) }
            return value != 0
        }
    }

    /// Returns true if Git's ignore rules cover a path, which is relative to the top of the work tree.
    /// Returns false if a `.gitignore` above the path is a link or a special file, which Git does not follow
    /// either, or is larger than 1 MiB.
    ///
    /// - Throws: ``GitError`` if libgit2 can't read the rules.
    public func isIgnored(_ path: String) throws(GitError) -> Bool {
        guard isPlain(".gitignore", above: path) else { return false }
        return try with { repository throws(GitError) in
            var ignored: CInt = 0
            try check("git_ignore_path_is_ignored") { git_ignore_path_is_ignored(&ignored, repository, path) }
            return ignored != 0
        }
    }
}

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
        case .merge: "finish it with `git commit`, or abort it with `git merge --abort`"
        case .bisect: "end it with `git bisect reset`"
        default: "finish it with `git \(rawValue) --continue`, or abort it with `git \(rawValue) --abort`"
        }
    }
}
