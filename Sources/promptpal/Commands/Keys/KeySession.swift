internal import ArgumentParser
internal import JSON
internal import PromptCore
internal import PromptKeys
internal import PromptStore

/// Functions for all `key` commands: no core files, the keyring, names, and the passphrase.
struct KeySession {
    let keyring: Keyring
    private let globals: Globals

    /// - Parameter needsStore: true if a missing store is an error.
    init(_ globals: Globals, needsStore: Bool = false) throws(Failure) {
        Output.choose(globals.color)
        KeySession.protect(globals)
        self.globals = globals
        // A person's own keys need no store; if one is named or found, it must be valid.
        let isNamed = globals.directory != nil || !(Host.environment("PROMPTPAL_STORE") ?? "").isEmpty
        let isThere = isNamed || (try? Store.discover(from: globals.start)) != nil
        let found = needsStore || isThere ? try globals.store() : nil
        keyring = try Failure.keyring { () throws(KeyringError) in
            try Keyring(
                store: found, personal: PersonalDirectory(environment: Host.environment), in: .process)
        }
    }

    /// Called before any secret is in memory.
    static func protect(_ globals: Globals) {
        if !CoreFiles.forbid(), !globals.quiet {
            Output.error.line("note: the system does not allow core files to be disabled")
        }
    }

    /// Returns the key of `openai` or `openai/work`.
    func find(_ text: String, shared: Bool) throws(Failure) -> Keyring.Entry {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        let location: Keyring.Location? = shared ? .shared : nil
        return try Failure.keyring { () throws(KeyringError) in
            try keyring.find(parts[0], nickname: parts.count > 1 ? parts[1] : nil, in: location)
        }
    }

    /// Opens a key; asks for the passphrase of a sealed identity.
    func open(_ entry: Keyring.Entry) throws(Failure) -> SecretBytes {
        try KeySession.asking { ask throws(KeyringError) in try keyring.open(entry, passphrase: ask) }
    }

    /// Runs `body`, which may need the passphrase, and distinguishes a failure to ask for it from one of the
    /// keyring.
    static func asking<Value>(
        _ body: (() throws(KeyringError) -> SecretBytes) throws(KeyringError) -> Value
    ) throws(Failure) -> Value {
        var unasked: Failure?
        do throws(KeyringError) {
            return try body { () throws(KeyringError) in
                do throws(Failure) {
                    return try SecretReader.passphrase("Passphrase of your identity:")
                } catch {
                    unasked = error
                    throw .wrongPassphrase
                }
            }
        } catch {
            throw unasked ?? Failure(error)
        }
    }

    /// Reads and checks a new secret.
    func newSecret(_ provider: String, anyForm: Bool) throws(Failure) -> SecretBytes {
        let secret = try SecretReader.key(
            "Key of \(KeyProvider.named(provider)?.title ?? provider) (not shown):")
        if let problem = KeySecret.problem(secret) {
            throw Failure(status: 1, message: problem, help: "nothing was saved")
        }
        if !anyForm, let mismatch = KeySecret.mismatch(of: secret, with: provider) {
            throw Failure(status: 1, message: mismatch, help: "check the key, or use --any-form to accept it")
        }
        return secret
    }

    /// Prints all recipients of a store whose list was seen for the first time: from now on its keys are
    /// sealed to these alone. Prints nothing with `--quiet`.
    func tellFirstUse(_ list: RecipientList) {
        if globals.quiet { return }
        Output.error.line("note: from now on, keys of this store are sealed only to these recipients:")
        for entry in list.entries {
            Output.error.line(
                "  \(entry.recipient)\(entry.name.map { "  " + Terminal.line($0) } ?? "")")
        }
    }

    /// Offers the names of the existing keys to shells.
    @Sendable static func complete(_ words: [String], at index: Int, prefix: String) -> [String] {
        guard let personal = try? PersonalDirectory(environment: Host.environment) else { return [] }
        let keyring = Keyring(store: Completion.store(words), personal: personal, in: .process)
        let locations: [Keyring.Location] = keyring.store == nil ? [.personal] : [.personal, .shared]
        return locations.flatMap { location in
            ((try? keyring.entries(location)) ?? []).map(\.name.description)
        }
    }
}

/// The output of a command that changed a key.
enum KeyDone {
    static func say(
        _ text: String, of record: KeyRecord, in location: Keyring.Location, committed: Committed?,
        isJSON json: Bool,
        globals: Globals
    ) {
        guard json else {
            let commit = committed ?? Committed(commit: nil, fileCount: 1)
            Done.line(
                "\(text)\(location == .shared ? " in the store" : "")", committed: commit,
                quiet: globals.quiet)
            return Output.standard.flush()
        }
        var writer = JSONWriter(pretty: true)
        writer.object { object in
            KeyView.members(of: record, in: location, to: &object)
            object.set("commit", to: committed?.commit)
        }
        Output.standard.line(writer.text)
        Output.standard.flush()
    }
}

/// The output for a key: everything except the secret.
enum KeyView {
    static func members(of record: KeyRecord, in location: Keyring.Location, to object: inout JSONWriter) {
        object.set("id", to: record.id.description)
        object.set("provider", to: record.name.provider)
        object.set("nickname", to: record.name.nickname)
        object.set("place", to: location.rawValue)
        object.set("base_url", to: record.baseURL)
        object.set("hint", to: record.hint)
        object.set("created_at", to: record.createdAt)
        object.set("created_by", to: record.createdBy)
        object.set("rotated_at", to: record.rotatedAt)
        object.set("revoked_at", to: record.revokedAt)
        object.array("recipients") { list in record.recipients.forEach { list.value($0.description) } }
    }

    static func lines(_ entry: Keyring.Entry) -> [String] {
        let record = entry.record
        var lines = [
            "\(Terminal.styled(record.name.description, as: .bold))  \(entry.location == .shared ? "shared" : "your own")",
            "  file: \(Terminal.line(entry.path))",
            "  variable: \(KeyProvider.variable(for: record.name.provider))",
        ]
        func add(_ title: String, value: String?) {
            if let value, !value.isEmpty { lines.append("  \(title): \(Terminal.line(value))") }
        }
        add("base url", value: record.baseURL)
        add("ends in", value: record.hint)
        add("created", value: record.createdAt)
        add("by", value: record.createdBy)
        add("rotated", value: record.rotatedAt)
        add("revoked", value: record.revokedAt)
        for other in record.others {
            let time = Terminal.line(other.rotatedAt ?? other.createdAt)
            lines.append("  another secret: \(Terminal.line(other.hint ?? ""))  \(time)")
        }
        for recipient in record.recipients { lines.append("  sealed to: \(recipient)") }
        return lines
    }
}
