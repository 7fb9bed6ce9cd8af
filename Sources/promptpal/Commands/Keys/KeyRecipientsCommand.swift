internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptKeys
internal import PromptStore

/// `promptpal key recipients`
struct KeyRecipientsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recipients",
        abstract: "List and change the recipients of the store's keys.",
        discussion: """
            The list is keys/recipients.txt. The list that you accepted is kept outside the
            store: if somebody changes the list, nothing is sealed until you accept it.

            EXAMPLES:
              promptpal key recipients add
              promptpal key recipients add age1… --name "Ana Ruiz"
              promptpal key recipients list
            """,
        subcommands: [
            KeyRecipientsListCommand.self, KeyRecipientsAddCommand.self, KeyRecipientsRemoveCommand.self,
            KeyRecipientsAcceptCommand.self,
        ])
}

/// `promptpal key recipients list`
struct KeyRecipientsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the recipients of the store's keys.",
        discussion: """
            EXAMPLES:
              promptpal key recipients list
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let session = try KeySession(globals, needsStore: true)
        let (list, change) = try Failure.keyring { () throws(KeyringError) in
            (try session.keyring.recipientList(), try session.keyring.recipientChange())
        }
        let own = try? IdentityFile(in: session.keyring.personal).recipient
        if json {
            var writer = JSONWriter(pretty: true)
            writer.array { array in
                for entry in list.entries {
                    array.object { object in
                        object.set("recipient", to: entry.recipient.description)
                        object.set("name", to: entry.name)
                        object.set("you", to: entry.recipient == own)
                    }
                }
            }
            Output.standard.line(writer.text)
        } else {
            for entry in list.entries {
                let name = entry.name.map { "  " + Terminal.line($0) } ?? ""
                Output.standard.line("\(entry.recipient)\(name)\(entry.recipient == own ? "  (you)" : "")")
            }
            if list.entries.isEmpty, !globals.quiet {
                Output.error.line("the store has no recipients yet")
            }
        }
        if let change { throw Failure(.recipientsChanged(change)) }
    }
}

/// `promptpal key recipients add`
struct KeyRecipientsAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add a recipient of the store's keys; by default you.",
        discussion: """
            Every key that you can open is sealed again, in one commit. Without an argument,
            if you are a recipient already, keys that are not sealed to exactly the listed
            recipients (after a merge) are sealed to them.

            EXAMPLES:
              promptpal key recipients add
              promptpal key recipients add age1… --name "Ana Ruiz"
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "An age recipient; default: your own.")
    var recipient: String?

    @Option(help: "Name of the recipient's owner.")
    var name: String?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let session = try KeySession(globals, needsStore: true)
        let keyring = session.keyring
        let recipient = try self.recipient.map(RecipientArgument.read)
        let (added, list) = try Failure.keyring { () throws(KeyringError) in
            let list = try keyring.recipientList()
            if let recipient { return (recipient, list) }
            return (try IdentityFile(in: keyring.personal).recipient, list)
        }
        if recipient == nil, list.contains(added) {
            let done = try KeySession.asking { ask throws(KeyringError) in
                try keyring.resealToList(options: write.options, passphrase: ask)
            }
            if let done {
                RecipientArgument.say(
                    "checked all recipients", outcome: done, isJSON: write.json, globals: globals)
                return
            }
        }
        if list.contains(added) { throw Failure(status: 2, message: "\(added) is already a recipient") }
        var name = name
        if name == nil, recipient == nil {
            name = try Failure.keyring { () throws(KeyringError) in try keyring.author(of: .shared) }
        }
        let entry = RecipientList.Entry(added, name: name)
        let done = try KeySession.asking { ask throws(KeyringError) in
            try keyring.addRecipient(entry, options: write.options, passphrase: ask)
        }
        RecipientArgument.say("added \(added)", outcome: done, isJSON: write.json, globals: globals)
    }
}

/// `promptpal key recipients rm`
struct KeyRecipientsRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Remove a recipient of the store's keys.",
        discussion: """
            Every key that you can open is sealed again, in one commit. The removed
            recipient can still open the old keys in the history: rotate them.

            EXAMPLES:
              promptpal key recipients rm age1…
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "An age recipient.")
    var recipient: String

    @OptionGroup var write: WriteArguments

    func run() throws {
        let session = try KeySession(globals, needsStore: true)
        let removed = try RecipientArgument.read(recipient)
        let list = try Failure.keyring { () throws(KeyringError) in try session.keyring.recipientList() }
        guard list.contains(removed) else {
            throw Failure(
                status: 2, message: "\(removed) is not a recipient",
                help: "`promptpal key recipients list` lists them")
        }
        if list.entries.allSatisfy({ $0.recipient == removed }) {
            throw Failure(
                status: 1, message: "the only recipient can't be removed: keys must be sealed to someone",
                help: "add another first")
        }
        let done = try KeySession.asking { ask throws(KeyringError) in
            try session.keyring.removeRecipient(removed, options: write.options, passphrase: ask)
        }
        RecipientArgument.say("removed \(removed)", outcome: done, isJSON: write.json, globals: globals)
        if !globals.quiet {
            Output.error.line(
                "  the history still has the old keys: run `promptpal key rotate` for each, and revoke the old key at its provider"
            )
        }
    }
}

/// `promptpal key recipients accept`
struct KeyRecipientsAcceptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Accept a list that somebody else changed.",
        discussion: """
            Shows the changes and asks first, unless --yes is given.

            EXAMPLES:
              promptpal key recipients accept
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Don't ask.")
    var yes = false

    func run() throws {
        let keyring = try KeySession(globals, needsStore: true).keyring
        guard let change = try Failure.keyring({ () throws(KeyringError) in try keyring.recipientChange() })
        else {
            if !globals.quiet { Output.standard.line("the list has not changed since you accepted it") }
            return
        }
        for entry in change.added {
            Output.error.line("+ \(entry.recipient)\(entry.name.map { "  " + Terminal.line($0) } ?? "")")
        }
        for recipient in change.removed { Output.error.line("- \(recipient)") }
        if !yes {
            guard Terminal.canAsk else {
                throw Failure(
                    status: 2, message: "there is no terminal to ask at", help: "use --yes to accept it")
            }
            guard LineReader.confirm("Seal keys to these recipients from now on?", preset: false) else {
                throw Failure(status: 1, message: "nothing was accepted")
            }
        }
        try Failure.keyring { () throws(KeyringError) in try keyring.acceptRecipients() }
        if !globals.quiet { Output.standard.line("accepted the store's recipients") }
    }
}

/// Functions for all commands on recipients.
enum RecipientArgument {
    static func read(_ text: String) throws(Failure) -> AgeRecipient {
        // Its text is never printed again, in any error.
        if text.uppercased().hasPrefix("AGE-SECRET-KEY-") {
            throw Failure(
                status: 64, message: "this is an identity, which is secret, not a recipient",
                help: "it may now be in your shell's history: if others can read that, make a new identity")
        }
        do throws(AgeError) {
            return try AgeRecipient(text)
        } catch {
            throw Failure(
                status: 64, message: error.description,
                help: "`promptpal key identity show` shows its owner the recipient")
        }
    }

    static func say(_ text: String, outcome done: Resealed, isJSON json: Bool, globals: Globals) {
        if json {
            var writer = JSONWriter(pretty: true)
            writer.object { object in
                object.array("resealed") { list in done.keys.forEach { list.value($0.description) } }
                object.array("skipped") { list in done.skipped.forEach { list.value($0.name.description) } }
                object.set("commit", to: done.committed.commit)
            }
            Output.standard.line(writer.text)
        } else {
            let sealed = done.keys.isEmpty ? "" : "; resealed \(counted(done.keys.count, one: "key"))"
            Done.line(text + sealed, committed: done.committed, quiet: globals.quiet)
        }
        Output.standard.flush()
        for (name, why) in done.skipped {
            Output.error.line("promptpal: \(name) was not resealed: \(Terminal.line(Failure(why).message))")
        }
    }
}
