internal import ArgumentParser
internal import PromptKeys
internal import PromptStore

/// `promptpal key rotate`
struct KeyRotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Put a new secret in the place of a key's old one.",
        discussion: """
            A key of the store is sealed to its recipients as they are now. The old one stays
            in the history for those who could open it: revoke it at its provider.

            EXAMPLES:
              promptpal key rotate openai
              promptpal key rotate openai/work --shared < new-key
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "PROVIDER or PROVIDER/NICKNAME.", completion: .custom(KeySession.complete))
    var key: String

    @Flag(help: "Take the store's, where there is one of yours too.")
    var shared = false

    @Flag(help: "Take a key of another form than the provider's usual one.")
    var anyForm = false

    @OptionGroup var write: WriteArguments

    func run() throws {
        let session = try KeySession(globals, needsStore: shared)
        let entry = try session.find(key, shared: shared)
        if let revoked = entry.record.revokedAt { throw Failure(.revoked(entry.name, at: revoked)) }
        let secret = try session.newSecret(entry.name.provider, anyForm: anyForm)
        let (made, committed) = try Failure.keyring { () throws(KeyringError) in
            try session.keyring.rotate(
                entry, to: secret, now: Host.now(), options: write.options, firstUse: session.tellFirstUse)
        }
        KeyDone.say("rotated \(entry.name)", of: made, in: entry.location, committed: committed, isJSON: write.json, globals: globals)
        if !globals.quiet { Output.error.line("  the old key still works: revoke it at its provider") }
    }
}

/// `promptpal key revoke`
struct KeyRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Take the sealed secret out of a key, and write down when.",
        discussion: """
            EXAMPLES:
              promptpal key revoke openai/work
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "PROVIDER or PROVIDER/NICKNAME.", completion: .custom(KeySession.complete))
    var key: String

    @Flag(help: "Take the store's, where there is one of yours too.")
    var shared = false

    @OptionGroup var write: WriteArguments

    func run() throws {
        let session = try KeySession(globals, needsStore: shared)
        let entry = try session.find(key, shared: shared)
        let (made, committed) = try Failure.keyring { () throws(KeyringError) in
            try session.keyring.revoke(entry, now: Host.now(), options: write.options)
        }
        KeyDone.say("revoked \(entry.name)", of: made, in: entry.location, committed: committed, isJSON: write.json, globals: globals)
        guard !globals.quiet else { return }
        Output.error.line("  it works until you revoke it at its provider too")
        if entry.location == .shared {
            Output.error.line("  the history still has it for those who could open it")
        }
    }
}
