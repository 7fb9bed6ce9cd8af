internal import ArgumentParser
internal import JSON
internal import PromptKeys
internal import PromptStore

/// `promptpal key`
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Keep API keys sealed and use them without showing them.",
        discussion: """
            Keys are sealed in the age format. Your own keys are outside every store; with
            --shared, a key is in the store, sealed to its recipients. A key is named by its
            provider, or by PROVIDER/NICKNAME if the provider has several.

            EXAMPLES:
              promptpal key identity new
              promptpal key add openai
              promptpal key exec openai -- python summarise.py
            """,
        subcommands: [
            KeyIdentityCommand.self, KeyAddCommand.self, KeyListCommand.self, KeyShowCommand.self,
            KeyRevealCommand.self, KeyRotateCommand.self,
            KeyRevokeCommand.self, KeyResolveCommand.self, KeyRecipientsCommand.self, KeyExecCommand.self,
        ])
}

/// `promptpal key list`
struct KeyListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List your keys and the store's keys.",
        discussion: """
            EXAMPLES:
              promptpal key list
              promptpal key list --json | jq -r '.[].provider'
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Only the store's keys.")
    var shared = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let session = try KeySession(globals, needsStore: shared)
        let keyring = session.keyring
        let locations: [Keyring.Location] =
            shared ? [.shared] : keyring.store == nil ? [.personal] : [.personal, .shared]
        var problems: [KeyringError] = []
        var entries: [Keyring.Entry] = []
        for location in locations {
            entries += try Failure.keyring { () throws(KeyringError) in
                try keyring.entries(location) { problems.append($0) }
            }
        }
        var list: RecipientList?
        if entries.contains(where: { $0.location == .shared }) {
            do throws(KeyringError) { list = try keyring.recipientList() } catch { problems.append(error) }
        }
        if json {
            Output.standard.line(KeyListCommand.text(entries, list: list))
        } else {
            write(entries, list: list)
        }
        Output.standard.flush()
        problems.forEach { Failure($0).report() }
        if !problems.isEmpty { throw Failure(status: 2, message: "") }
    }

    private func write(_ entries: [Keyring.Entry], list: RecipientList?) {
        if entries.isEmpty {
            if !globals.quiet {
                Output.error.line("there are no keys yet; run `promptpal key add PROVIDER` to add one")
            }
            return
        }
        let output = Output.standard
        var table = Table(whole: [0])
        for entry in entries {
            let record = entry.record
            table.rows.append([
                Terminal.styled(record.name.description, as: .bold),
                entry.location == .shared ? "shared" : "own",
                Terminal.line(record.hint ?? ""), Terminal.line(record.rotatedAt ?? record.createdAt),
                record.revokedAt == nil ? Terminal.line(record.baseURL ?? "") : "revoked",
                KeyListCommand.state(of: entry, list: list),
            ])
        }
        output.write(table.text(width: output.isTerminal ? Terminal.width : nil))
    }

    private static func gap(of entry: Keyring.Entry, list: RecipientList?) -> RecipientGap? {
        entry.location == .shared ? list.flatMap { RecipientGap(entry.record, list: $0) } : nil
    }

    /// Returns what a merge left to do for a key; empty if nothing.
    private static func state(of entry: Keyring.Entry, list: RecipientList?) -> String {
        var parts: [String] = []
        if !entry.record.others.isEmpty { parts.append("\(entry.record.others.count + 1) secrets") }
        if let gap = gap(of: entry, list: list) { parts.append(gap.text) }
        return Terminal.line(parts.joined(separator: "; "))
    }

    private static func text(_ entries: [Keyring.Entry], list: RecipientList?) -> String {
        var writer = JSONWriter(pretty: true)
        writer.array { array in
            for entry in entries {
                array.object { object in
                    KeyView.members(of: entry.record, in: entry.location, to: &object)
                    let gap = gap(of: entry, list: list)
                    object.array("not_sealed_to") { names in
                        for entry in gap?.missing ?? [] { names.value(entry.recipient.description) }
                    }
                    object.array("still_sealed_to") { names in
                        for recipient in gap?.foreign ?? [] { names.value(recipient.description) }
                    }
                    object.set("secrets", to: entry.record.others.count + 1)
                }
            }
        }
        return writer.text
    }
}

/// `promptpal key show`
struct KeyShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show everything about a key except the key itself.",
        discussion: """
            EXAMPLES:
              promptpal key show openai
              promptpal key show openai/work --json
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "PROVIDER or PROVIDER/NICKNAME.", completion: .custom(KeySession.complete))
    var key: String

    @Flag(help: "Take the store's, where there is one of yours too.")
    var shared = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let entry = try KeySession(globals, needsStore: shared).find(key, shared: shared)
        guard json else {
            KeyView.lines(entry).forEach { Output.standard.line($0) }
            return
        }
        var writer = JSONWriter(pretty: true)
        writer.object { object in
            KeyView.members(of: entry.record, in: entry.location, to: &object)
            object.set("path", to: entry.path)
        }
        Output.standard.line(writer.text)
    }
}
