public import Git

/// The reason why a store's repository can't be used.
public enum RepositoryProblem: Sendable, Equatable {
    /// It can't be opened, or would not be safe to open.
    case unusable(RepositoryError)
    /// The setting with this key, `user.name` or `user.email`, is missing, and `user.useConfigOnly` forbids a
    /// default.
    case noIdentity(key: String)
}
