/// The reason why a repository is not opened.
public enum RepositoryError: Error, Sendable, Hashable {
    /// Neither this directory nor any of its parents has a repository.
    case notFound(startedAt: String)
    /// To open it would leave the store, follow a link or obey a stranger's settings.
    case unsafe(message: String, help: String)
    /// libgit2 can't read this kind of repository; `help` gives the remedy.
    case unsupported(message: String, help: String)
    /// libgit2 refused.
    case git(GitError)
}
