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
        Host.currentUser(
            role: role,
            configured: (repository.configuration("user.name"), repository.configuration("user.email")))
    }

    private static func signature(_ person: UserIdentity) -> Signature {
        Signature(
            name: person.name, email: person.email, seconds: Host.secondsSinceEpoch(),
            offsetMinutes: Host.offsetMinutes())
    }
}
