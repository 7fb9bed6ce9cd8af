internal import GitRepo
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

extension Store {
    /// Notes that a prompt was used: one line at the end of a file, without a lock and without waiting for the disk.
    ///
    /// Nothing is noted where the manifest has `usage.record: false`, where `PROMPTPAL_USAGE` says no, and where the place
    /// can't be written: what uses a prompt never fails for it.
    ///
    /// - Returns: whether it was noted.
    @discardableResult
    public func record(_ event: UsageEvent) -> Bool {
        guard manifest.recordsUsage, !Store.isUsageOff else { return false }
        let glance = RepositoryGlance(containing: path.string)
        guard let place = UsagePlace(path, glance, resolver: directory.resolver, isMade: true) else {
            return false
        }
        let configured =
            Store.isAuthorGiven
            ? (nil, nil)
            : RepositoryGlance.configuredUser(glance, files: PersonalState.gitConfigurationFiles)
        let user = Host.currentUser(configured: configured)
        let time = Host.now()
        var event = event
        if let actor = Host.environment("PROMPTPAL_ACTOR"), !actor.isEmpty {
            event = UsageEvent(
                event.action, prompt: event.prompt, at: event.address,
                metadata: event.metadata + [("actor", .text(actor))])
        }
        guard let line = event.line(id: Stamp.newID(), at: time, user: user.text) else { return false }
        return (try? place.root.appendOnce(place.file(at: time), line)) != nil
    }

    /// Whether the environment switches the noting off.
    static var isUsageOff: Bool {
        guard let value = Host.environment("PROMPTPAL_USAGE") else { return false }
        return ["0", "off", "no", "false"].contains(value.lowercased())
    }

    private static var isAuthorGiven: Bool {
        ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"].allSatisfy { Host.environment($0)?.isEmpty == false }
    }
}
