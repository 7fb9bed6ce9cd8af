public import PromptCore
public import SafeFiles

/// The reason why a library can't be shared with its other side. The library is unchanged.
public enum SyncRefusal: Sendable, Equatable {
    /// No branch is checked out.
    case detached
    /// The clone is shallow, so the common history may be cut off.
    case shallow
    /// The branch has no counterpart in another repository.
    case notShared
    /// The branch has no upstream, and there are several remotes, by name.
    case noUpstream(branch: String, [String])
    /// Published commits, at least one, are gone on the other side; `upstream` is its name: `main of origin`.
    case rewritten(upstream: String, gone: [GoneCommit])
    /// The counterpart, a reference of the remote, is not a branch.
    case notABranch(reference: String, remote: String)
    /// The other side has commits that are missing here; `upstream` is its name: `main of origin`.
    case behind(upstream: String)
    /// The branch's commit has problems, at least one, that the other side's does not have, or open conflicts;
    /// `upstream` is the other side's name: `main of origin`.
    case problems(upstream: String, [SharingProblem])
    /// Others pushed before each attempt. The commits of both sides are merged here, and not sent.
    case overtaken
    /// The other side has no `manifest`, a path of the repository, so the pull would leave no store.
    case noStore(upstream: String, manifest: String)
    /// The two sides have no common history.
    case unrelated
    /// Both sides changed this file, which is not one of the library, in the same lines or in other ways.
    case conflict(path: String)
    /// The other side changed lines of this file that have uncommitted edits.
    case editsOverlap(path: String)
    /// The file is larger than `limit`, in bytes.
    case tooLarge(path: String, limit: Int)
    /// The fetched commit replaces this link or submodule.
    case notRegularFile(path: String)
    /// The file or directory at the path of a fetched file can't be read.
    case blocked(path: String, by: FileError)
    /// A path of the fetched commit can't become a file.
    case unsafePath(UnsafePath)
}

/// A problem of a library that both sides of a merge, or the other side of a push, do not have.
public struct SharingProblem: Sendable, Hashable {
    /// The path, relative to the store.
    public let path: String
    /// The code of the rule.
    public let code: String
    /// The problem in one sentence without a full stop.
    public let message: String
}

/// A published commit that the other side does not have any more.
public struct GoneCommit: Sendable, Hashable {
    /// The commit, as 40 digits.
    public let id: String
    /// The first line of its message.
    public let summary: String
    /// `Ana Ruiz <ana@example.com>`
    public let author: String
}

/// An entry of a commit that can't become a file of the work tree.
public struct UnsafePath: Sendable, Equatable {
    /// The reason why it can't.
    public enum Reason: Sendable, Equatable {
        /// The path is not UTF-8.
        case encoding
        /// A part of the path could lead elsewhere.
        case part(PathPart.Problem)
        /// It is a symbolic link.
        case link
        /// It is a submodule.
        case submodule
    }

    /// The path; bytes that are not UTF-8 are escaped.
    public let path: String
    /// The reason why it can't become a file.
    public let reason: Reason
}
