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

/// The user who commits, as Git defines it: the environment, then Git's configuration, then the account.
struct CommittingUser: Sendable {
    let author, committer: UserIdentity
    /// The program or agent at work, for a trailer of the commit.
    let actor: String?
    private let clock: StoreClock

    /// Reads the environment and the configuration, once for a whole change.
    init(_ repository: StoreRepository) {
        self.init(
            repository.environment.user(), configured: CommittingUser.configured(repository),
            clock: repository.environment.clock)
    }

    /// The same, but refuses to guess a name or address if `user.useConfigOnly` forbids it, as Git does.
    ///
    /// - Throws: `repository(.noIdentity)`.
    init(allowedIn repository: StoreRepository) throws(StoreError) {
        let user = repository.environment.user()
        let configured = CommittingUser.configured(repository)
        if repository.gitRepository.configurationFlag("user.useConfigOnly") == true {
            try CommittingUser.refuseGuess(user, configured)
        }
        self.init(user, configured: configured, clock: repository.environment.clock)
    }

    private init(_ user: StoreUser, configured: (name: String?, email: String?), clock: StoreClock) {
        author = user.identity(of: user.author, configured: configured)
        committer = user.identity(of: user.committer, configured: configured)
        actor = user.actor
        self.clock = clock
    }

    /// The author and committer of a commit that is made now.
    var authorship: Authorship {
        func signature(_ person: UserIdentity) -> Signature {
            Signature(
                name: person.name, email: person.email, seconds: clock.seconds,
                offsetMinutes: clock.offsetMinutes())
        }
        return Authorship(author: signature(author), committer: signature(committer), actor: actor)
    }

    private static func refuseGuess(
        _ user: StoreUser, _ given: (name: String?, email: String?)
    ) throws(StoreError) {
        let parts = [
            ("name", given.name, [user.author.name, user.committer.name]),
            ("email", given.email, [user.author.email, user.committer.email]),
        ]
        for (part, value, people) in parts {
            let isGiven = people.allSatisfy { !($0 ?? value ?? "").isEmpty }
            if isGiven { continue }
            throw .repository(.noIdentity(key: "user.\(part)"))
        }
    }

    private static func configured(_ repository: StoreRepository) -> (name: String?, email: String?) {
        let gitRepository = repository.gitRepository
        var configured = (
            name: gitRepository.configuration("user.name"), email: gitRepository.configuration("user.email")
        )
        if configured.name == nil || configured.email == nil {
            // If a file can't be read at the moment, libgit2 treats it as missing.
            let own = RepositoryGlance.configuredUser(
                nil, files: repository.environment.personal().gitConfiguration)
            configured = (configured.name ?? own.name, configured.email ?? own.email)
        }
        return configured
    }
}

/// The author and committer of a commit.
struct Authorship: Sendable {
    let author, committer: Signature
    /// The program or agent at work, for a trailer of the commit.
    let actor: String?
}

extension StoreRepository {
    /// The author of the next commit, as the environment and Git's configuration define it.
    public var author: UserIdentity { CommittingUser(self).author }
}

/// The one name under which other folders ask for the author of a commit that is made now.
enum Identity {
    static func authorship(_ repository: StoreRepository) -> Authorship {
        CommittingUser(repository).authorship
    }
}

/// `HEAD` and its tree, read once for a change.
struct ChangeBase: Sendable {
    let head: Head
    /// `nil` if there is no commit.
    let tree: ObjectID?

    init(_ repository: Repository) throws(GitError) {
        head = try repository.head()
        tree = try head.commit.map { commit throws(GitError) in try repository.commit(commit).tree }
    }
}

extension Store {
    /// The author if there is no repository.
    var ownIdentity: UserIdentity {
        let user = environment.user()
        return user.identity(of: user.author)
    }
}
