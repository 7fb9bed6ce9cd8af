internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptKeys
internal import PromptStore

/// `promptpal key identity`
struct KeyIdentityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity",
        abstract: "Make and show the identity that opens your keys.",
        discussion: """
            EXAMPLES:
              promptpal key identity new --passphrase
              promptpal key identity show
            """,
        subcommands: [KeyIdentityNewCommand.self, KeyIdentityShowCommand.self])
}

/// `promptpal key identity new`
struct KeyIdentityNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Make an age identity, outside every store.",
        discussion: """
            Keep a copy of it: without it, nothing that is sealed to it can be opened. An
            existing identity is never replaced.

            EXAMPLES:
              promptpal key identity new
              promptpal key identity new --passphrase
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Seal the identity with a passphrase, which is asked for at each use.")
    var passphrase = false

    func run() throws {
        let session = try KeySession(globals)
        // This is checked before anything is asked.
        if let known = try? IdentityFile(in: session.keyring.personal) {
            throw Failure(KeyringError.identityExists(path: known.path))
        }
        let secret = passphrase ? try KeyIdentityNewCommand.ask() : nil
        let identity = try Failure.keyring { () throws(KeyringError) in
            try IdentityFile.make(in: session.keyring.personal, passphrase: secret, environment: .process)
        }
        if !globals.quiet {
            Output.error.line("made \(Terminal.line(identity.path)); keep a copy of it in a safe place")
        }
        Output.standard.line(identity.recipient.description)
    }

    private static func ask() throws(Failure) -> SecretBytes {
        let first = try SecretReader.passphrase("Passphrase:")
        guard first.count > 0 else { throw Failure(status: 1, message: "the passphrase is empty") }
        let second = try SecretReader.passphrase("Repeat the passphrase:")
        guard first.withBytes({ one in second.withBytes { one.elementsEqual($0) } }) else {
            throw Failure(status: 1, message: "the passphrases differ; nothing was made")
        }
        return first
    }
}

/// `promptpal key identity show`
struct KeyIdentityShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show your recipient, to which others seal, and the path of the identity.",
        discussion: """
            EXAMPLES:
              promptpal key identity show
              promptpal key identity show --json
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let session = try KeySession(globals)
        let identity = try Failure.keyring { () throws(KeyringError) in
            try IdentityFile(in: session.keyring.personal)
        }
        guard json else {
            Output.standard.line(identity.recipient.description)
            if !globals.quiet {
                let sealed = identity.isSealed ? ", sealed by a passphrase" : ""
                Output.standard.flush()
                Output.error.line("  \(Terminal.line(identity.path))\(sealed)")
            }
            return
        }
        var writer = JSONWriter(pretty: true)
        writer.object { object in
            object.set("recipient", to: identity.recipient.description)
            object.set("path", to: identity.path)
            object.set("sealed", to: identity.isSealed)
        }
        Output.standard.line(writer.text)
    }
}
