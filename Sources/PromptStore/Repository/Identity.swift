internal import Git

extension StoreRepository {
    /// The author of the next commit, as the environment and Git's configuration define it.
    public var author: UserIdentity { Identity.author(self) }
}

/// Who changes a store, as Git defines it: the environment, then Git's configuration, then the account.
enum Identity {
    static func author(_ repository: StoreRepository) -> UserIdentity {
        let user = repository.environment.user()
        return user.identity(of: user.author, configured: configured(repository))
    }

    static func authorship(_ repository: StoreRepository) -> Authorship {
        let user = repository.environment.user()
        let configured = configured(repository)
        let clock = repository.environment.clock
        func signature(_ person: StoreUser.Person) -> Signature {
            let person = user.identity(of: person, configured: configured)
            return Signature(
                name: person.name, email: person.email, seconds: clock.seconds,
                offsetMinutes: clock.offsetMinutes())
        }
        return Authorship(author: signature(user.author), committer: signature(user.committer))
    }

    /// Refuses to guess a name or address if `user.useConfigOnly` forbids it, as Git does.
    static func refuseGuess(_ repository: StoreRepository) throws(StoreError) {
        guard repository.gitRepository.configurationFlag("user.useConfigOnly") == true else { return }
        let user = repository.environment.user()
        let given = configured(repository)
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
struct Authorship {
    let author, committer: Signature
}

extension Store {
    /// The author if there is no repository.
    var ownIdentity: UserIdentity {
        let user = environment.user()
        return user.identity(of: user.author)
    }
}
