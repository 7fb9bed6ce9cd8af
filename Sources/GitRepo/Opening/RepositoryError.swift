/// Why a repository is not opened.
public enum RepositoryError: Error, Sendable, Hashable {
    /// Neither this directory nor any above it holds one.
    case notFound(startedAt: String)
    /// Opening it would leave the store, follow a link or obey what a stranger wrote.
    case unsafe(message: String, help: String)
    /// It is of a kind that libgit2 can't read; what undoes that.
    case unsupported(message: String, help: String)
    /// libgit2 refused.
    case git(GitError)
}
