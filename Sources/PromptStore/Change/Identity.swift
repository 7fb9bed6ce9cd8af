internal import GitRepo

extension StoreRepository {
    /// The author of the next commit, as Git's environment and configuration define it.
    public var author: UserIdentity { Identity.author(repository) }
}

/// Who is at work, as Git would say: the environment, then Git's configuration, then the account.
enum Identity {
    static func author(_ repository: Repository) -> UserIdentity { person("AUTHOR", repository) }

    static func authorship(_ repository: Repository) -> Authorship {
        Authorship(
            author: signature(person("AUTHOR", repository)),
            committer: signature(person("COMMITTER", repository)))
    }

    /// Refuses to make a name or address up where `user.useConfigOnly` forbids it, as Git does.
    static func refuseGuess(_ repository: Repository) throws(StoreError) {
        guard repository.configurationFlag("user.useConfigOnly") == true else { return }
        let given = configured(repository)
        for (part, value) in [("NAME", given.name), ("EMAIL", given.email)] {
            let isGiven = ["AUTHOR", "COMMITTER"].allSatisfy { role in
                !(Host.environment("GIT_\(role)_\(part)") ?? value ?? "").isEmpty
            }
            if isGiven { continue }
            let key = "user.\(part.lowercased())"
            throw .repository(
                message:
                    "\(key) is not set, and user.useConfigOnly forbids making one up; nothing was written",
                help: "`git config \(key) …` sets it for this repository, with --global for all")
        }
    }

    private static func person(_ role: String, _ repository: Repository) -> UserIdentity {
        Host.currentUser(role: role, configured: configured(repository))
    }

    private static func configured(_ repository: Repository) -> (name: String?, email: String?) {
        var configured = (
            name: repository.configuration("user.name"), email: repository.configuration("user.email")
        )
        if configured.name == nil || configured.email == nil {
            // libgit2 takes a file that can't be read at the moment for one that is not there.
            let own = RepositoryGlance.configuredUser(nil, files: PersonalState.gitConfigurationFiles)
            configured = (configured.name ?? own.name, configured.email ?? own.email)
        }
        return configured
    }

    private static func signature(_ person: UserIdentity) -> Signature {
        Signature(
            name: person.name, email: person.email, seconds: Host.secondsSinceEpoch(),
            offsetMinutes: Host.offsetMinutes())
    }
}
