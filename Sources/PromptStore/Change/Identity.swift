internal import GitRepo

/// Who is at work, as Git would say: the environment, then Git's configuration, then the account.
enum Identity {
    static func author(_ repository: Repository) -> UserIdentity { person("AUTHOR", repository) }

    static func authorship(_ repository: Repository) -> Authorship {
        Authorship(
            author: signature(person("AUTHOR", repository)),
            committer: signature(person("COMMITTER", repository)))
    }

    private static func person(_ role: String, _ repository: Repository) -> UserIdentity {
        var configured = (
            name: repository.configuration("user.name"), email: repository.configuration("user.email")
        )
        if configured.name == nil || configured.email == nil {
            // libgit2 takes a file that can't be read at the moment for one that is not there.
            let own = RepositoryGlance.configuredUser(nil, files: PersonalState.gitConfigurationFiles)
            configured = (configured.name ?? own.name, configured.email ?? own.email)
        }
        return Host.currentUser(role: role, configured: configured)
    }

    private static func signature(_ person: UserIdentity) -> Signature {
        Signature(
            name: person.name, email: person.email, seconds: Host.secondsSinceEpoch(),
            offsetMinutes: Host.offsetMinutes())
    }
}
