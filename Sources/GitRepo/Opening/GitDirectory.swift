/// Where the repository around a directory keeps its files, found by looking at names alone: libgit2 is not woken.
///
/// Good for what only this program keeps there. What comes from history opens the ``Repository``, which looks at more.
public struct GitDirectory: Sendable, Hashable {
    /// This work tree's own part of the repository, absolute.
    public let path: String
    /// The directory below the top of the work tree, with a slash at its end; empty for the top itself.
    public let prefix: String

    /// Finds the nearest `.git` upward from `directory`; `nil` where there is none that could be used.
    public init?(containing directory: String) {
        guard let place = try? RepositoryPlace.find(from: directory),
            let resolved = RepositoryPlace.resolved(directory)
        else { return nil }
        path = place.gitDirectory
        let top = place.workDirectory == "/" ? "/" : place.workDirectory + "/"
        if resolved == place.workDirectory {
            prefix = ""
        } else if resolved.utf8.starts(with: top.utf8) {
            prefix = String(Substring(resolved.utf8.dropFirst(top.utf8.count))) + "/"
        } else {
            return nil
        }
    }
}
