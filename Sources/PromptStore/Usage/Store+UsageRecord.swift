internal import Git
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

extension Store {
    /// Records that a prompt was used: one line at the end of a file, without a lock and without waiting for
    /// the disk.
    ///
    /// Nothing is recorded if the manifest has `usage.record: false`, if the environment forbids it, or if
    /// the folder can't be written: a command that uses a prompt never fails because of it.
    ///
    /// - Returns: true if it was recorded.
    @discardableResult
    public func record(_ event: UsageEvent) -> Bool {
        guard manifest.recordsUsage, environment.recordsUsage() else { return false }
        let glance = RepositoryGlance(containing: path.string)
        guard
            let local = LocalUsage(
                of: path, glance: glance, personal: environment.personal, resolver: directory.resolver, isMade: true)
        else {
            return false
        }
        let user = environment.user()
        let isAuthorGiven = user.author.name != nil && user.author.email != nil
        let configured =
            isAuthorGiven
            ? (nil, nil)
            : RepositoryGlance.configuredUser(glance, files: environment.personal().gitConfiguration)
        let author = user.identity(of: user.author, configured: configured)
        let time = environment.clock.text
        var event = event
        if let actor = user.actor {
            event = UsageEvent(
                event.action, prompt: event.prompt, at: event.address,
                metadata: event.metadata + [("actor", .text(actor))])
        }
        guard let line = event.line(id: newID(), at: time, user: author.text) else { return false }
        return (try? local.root.appendOnce(to: local.file(at: time), bytes: line)) != nil
    }

    /// The author if there is no repository.
    var ownIdentity: UserIdentity {
        let user = environment.user()
        return user.identity(of: user.author)
    }
}
