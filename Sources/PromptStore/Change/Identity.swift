internal import Git

extension StoreRepository {
    /// The author of the next commit, as the environment and Git's configuration define it.
    public var author: UserIdentity { Identity.author(self) }
}

/// Who changes a store, as Git defines it: the environment, then Git's configuration, then the account.
enum Identity {
    static func author(_ place: StoreRepository) -> UserIdentity {
        let user = place.environment.user()
        return user.identity(of: user.author, configured: configured(place))
    }

    static func authorship(_ place: StoreRepository) -> Authorship {
        let user = place.environment.user()
        let configured = configured(place)
        let clock = place.environment.clock
        func signature(_ person: StoreUser.Person) -> Signature {
            let person = user.identity(of: person, configured: configured)
            return Signature(
                name: person.name, email: person.email, seconds: clock.seconds,
                offsetMinutes: clock.offsetMinutes())
        }
        return Authorship(author: signature(user.author), committer: signature(user.committer))
    }

    /// Refuses to guess a name or address if `user.useConfigOnly` forbids it, as Git does.
    static func refuseGuess(_ place: StoreRepository) throws(StoreError) {
        guard place.repository.configurationFlag("user.useConfigOnly") == true else { return }
        let user = place.environment.user()
        let given = configured(place)
        let parts = [
            ("name", given.name, [user.author.name, user.committer.name]),
            ("email", given.email, [user.author.email, user.committer.email]),
        ]
        for (part, value, people) in parts {
            let isGiven = people.allSatisfy { !($0 ?? value ?? "").isEmpty }
            if isGiven { continue }
            let key = "user.\(part)"
            throw .repository(
                message:
                    "\(key) is not set, and user.useConfigOnly forbids making one up; nothing was written",
                help: "`git config \(key) …` sets it for this repository, with --global for all")
        }
    }

    private static func configured(_ place: StoreRepository) -> (name: String?, email: String?) {
        let repository = place.repository
        var configured = (
            name: repository.configuration("user.name"), email: repository.configuration("user.email")
        )
        if configured.name == nil || configured.email == nil {
            // If a file can't be read at the moment, libgit2 treats it as missing.
            let own = RepositoryGlance.configuredUser(
                nil, files: place.environment.personal().gitConfiguration)
            configured = (configured.name ?? own.name, configured.email ?? own.email)
        }
        return configured
    }
}
