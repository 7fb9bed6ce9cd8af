public import Git
internal import SafeFiles
internal import SystemPackage

/// The Git repository that contains a store, and the store's path in it.
public struct StoreRepository: Sendable {
    /// The open repository.
    public let gitRepository: Repository
    /// The store's directory below the top of the work tree, with a slash at its end; empty for the top
    /// itself.
    public let prefix: String
    /// The user that works on it.
    public let environment: StoreEnvironment

    /// The same repository with the top of the work tree instead of the store.
    var top: StoreRepository {
        StoreRepository(gitRepository: gitRepository, prefix: "", environment: environment)
    }

    /// Returns the same repository, opened again for another thread; itself if that fails.
    func reopened() -> StoreRepository {
        let again = try? Repository.open(containing: gitRepository.workDirectory)
        return StoreRepository(
            gitRepository: again ?? gitRepository, prefix: prefix, environment: environment)
    }

    /// Returns a path of the store as a path of the repository.
    public func repositoryPath(_ storePath: String) -> String { prefix + storePath }

    /// Returns a path of the repository as a path of the store; `nil` if it is outside.
    public func storePath(_ repositoryPath: String) -> String? {
        guard repositoryPath.utf8.starts(with: prefix.utf8) else { return nil }
        return String(Substring(repositoryPath.utf8.dropFirst(prefix.utf8.count)))
    }
}

extension StoreRepository {
    init(holding store: Store) throws(StoreError) {
        self = try StoreError.folding { () throws(RepositoryError) in
            let repository = try Repository.open(containing: store.path.string)
            return try StoreRepository(repository, at: store.path.string, in: store.environment)
        }
    }

    init(
        _ repository: Repository, at path: String, in environment: StoreEnvironment
    ) throws(RepositoryError) {
        self.gitRepository = repository
        self.environment = environment
        prefix = try repository.prefix(of: path)
    }
}

extension StoreRepository {
    /// Returns this work tree's Git directory, in which promptpal's folder is made.
    func gitFiles() throws(FileError) -> SafeDirectory {
        let files = try SafeDirectory(opening: FilePath(gitRepository.gitDirectory))
        if try files.entryType("promptpal") == nil { try files.makeDirectory("promptpal") }
        return files
    }
}

extension GitError {
    /// True if the blob is larger than the limit it was read with.
    var isTooLarge: Bool { call == "git_odb_read_header" && category == 0 }
}

extension Store {
    /// The author if there is no repository.
    var ownIdentity: UserIdentity {
        let user = environment.user()
        return user.identity(of: user.author)
    }
}
