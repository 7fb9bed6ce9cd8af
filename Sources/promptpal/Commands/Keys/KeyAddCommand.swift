internal import ArgumentParser
internal import PromptCore
internal import PromptKeys
internal import PromptStore

/// `promptpal key add`
struct KeyAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Seal a key that is typed or read from standard input.",
        discussion: """
            The key is never an argument, because others could see it there. The form of
            keys of well-known providers is checked.

            EXAMPLES:
              promptpal key add openai
              pass show openai | promptpal key add openai --nickname work
              promptpal key add acme --base-url https://llm.acme.example/v1 --shared
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: "The provider: openai, anthropic, or any other in lower case.",
        completion: .list(KeyProvider.known.map(\.name)))
    var provider: String

    @Option(help: "Distinguishes several keys of a provider; default: default.")
    var nickname = KeyName.usualNickname

    @Option(help: ArgumentHelp("The address that the key may be sent to, sealed with it.", valueName: "url"))
    var baseUrl: String?

    @Flag(help: "Put the key into the store, sealed to the store's recipients.")
    var shared = false

    @Flag(help: "Accept a key without the provider's usual form.")
    var anyForm = false

    @OptionGroup var write: WriteArguments

    func run() throws {
        guard let name = KeyName(provider: provider, nickname: nickname) else {
            throw Failure(
                status: 64, message: "\(quoted("\(provider)/\(nickname)")) can't name a key",
                help: "provider and nickname consist of lower-case letters, digits and hyphens")
        }
        if let url = baseUrl, let problem = KeySecret.problem(baseURL: url) {
            throw Failure(status: 64, message: "--base-url: \(problem)")
        }
        let session = try KeySession(globals, needsStore: shared)
        let location: Keyring.Location = shared ? .shared : .personal
        // This is checked before anything is asked.
        try Failure.keyring { () throws(KeyringError) in
            if let known = try session.keyring.entry(name, in: location) {
                throw .exists(name, path: known.path)
            }
            if location == .personal { _ = try IdentityFile(in: session.keyring.personal) }
        }
        let secret = try session.newSecret(provider, anyForm: anyForm)
        let record = KeyRecord(
            id: Stamp.newID(), name: name, baseURL: baseUrl ?? KeyProvider.named(provider)?.baseURL,
            createdAt: Host.now(),
            createdBy: try Failure.keyring { () throws(KeyringError) in
                try session.keyring.author(of: location)
            })
        let (made, committed) = try Failure.keyring { () throws(KeyringError) in
            try session.keyring.add(
                record, secret: secret, in: location, options: write.options, firstUse: session.tellFirstUse)
        }
        KeyDone.say(
            "sealed \(name)", of: made, in: location, committed: committed, isJSON: write.json,
            globals: globals)
    }
}

/// `promptpal key rotate`
struct KeyRotateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Replace a key's secret with a new one.",
        discussion: """
            A key of the store is sealed to the store's current recipients. The old key
            stays in the history, for those who could open it: revoke it at its provider.

            EXAMPLES:
              promptpal key rotate openai
              promptpal key rotate openai/work --shared < new-key
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "PROVIDER or PROVIDER/NICKNAME.", completion: .custom(KeySession.complete))
    var key: String

    @Flag(help: "Use the store's key, even if you have your own.")
    var shared = false

    @Flag(help: "Accept a key without the provider's usual form.")
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
        KeyDone.say(
            "rotated \(entry.name)", of: made, in: entry.location, committed: committed, isJSON: write.json,
            globals: globals)
        if !globals.quiet { Output.error.line("  the old key still works: revoke it at its provider") }
    }
}

/// `promptpal key revoke`
struct KeyRevokeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Remove the sealed secret from a key and record the time.",
        discussion: """
            EXAMPLES:
              promptpal key revoke openai/work
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "PROVIDER or PROVIDER/NICKNAME.", completion: .custom(KeySession.complete))
    var key: String

    @Flag(help: "Use the store's key, even if you have your own.")
    var shared = false

    @OptionGroup var write: WriteArguments

    func run() throws {
        let session = try KeySession(globals, needsStore: shared)
        let entry = try session.find(key, shared: shared)
        let (made, committed) = try Failure.keyring { () throws(KeyringError) in
            try session.keyring.revoke(entry, now: Host.now(), options: write.options)
        }
        KeyDone.say(
            "revoked \(entry.name)", of: made, in: entry.location, committed: committed, isJSON: write.json,
            globals: globals)
        guard !globals.quiet else { return }
        Output.error.line("  the key works until you revoke it at its provider too")
        if entry.location == .shared {
            Output.error.line("  the history still has the key, for those who could open it")
        }
    }
}
