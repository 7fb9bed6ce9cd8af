public import Git
public import SafeFiles

/// The reason why a repository could not be cloned. Nothing was created.
public enum CloneProblem: Sendable, Equatable {
    /// The path of the new directory ends without a name.
    case noName(path: String)
    /// The path of the new directory is taken, by a file or by a directory that is not empty.
    case occupied(path: String)
    /// The other side has no branch with this name; `address` is the other side, without a password.
    case noBranch(String, address: String)
    /// The commit has `count` files, more than `limit`.
    case tooManyFiles(count: Int, limit: Int)
    /// A path of the commit can't become a file.
    case unsafePath(UnsafePath)
    /// The user cancelled the clone.
    case interrupted
    /// The disk failed after the transfer.
    case disk(FileError)
    /// libgit2 failed after the transfer.
    case git(GitError)
}
