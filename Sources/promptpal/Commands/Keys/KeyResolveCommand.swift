internal import ArgumentParser
internal import PromptCore
internal import PromptKeys
internal import PromptStore

/// `promptpal key resolve`
struct KeyResolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Choose one of two secrets that a merge kept.",
        discussion: """
            If two people replaced one key of the store, a merge uses the later secret and
            keeps the other one beside it. Without a choice, it shows both. Nothing is
            opened. The other secret stays in the history: revoke it at its provider.

            EXAMPLES:
              promptpal key resolve openai
              promptpal key resolve openai --ours
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "PROVIDER or PROVIDER/NICKNAME.", completion: .custom(KeySession.complete))
    var key: String

    @Flag(help: "Keep the secret in place and remove the other one.")
    var ours = false

    @Flag(help: "Replace the secret in place with the other one.")
    var theirs = false

    @OptionGroup var write: WriteArguments

    func validate() throws {
        if ours, theirs { throw ValidationError("Give only one of --ours and --theirs.") }
    }

    func run() throws {
        let session = try KeySession(globals, needsStore: true)
        let entry = try session.find(key, shared: true)
        if entry.record.others.isEmpty { throw Failure(.noConflict(entry.name)) }
        guard ours || theirs else {
            Output.standard.line("  ours: \(KeyView.secret(entry.record))")
            for other in entry.record.others { Output.standard.line("  theirs: \(KeyView.secret(other))") }
            Output.standard.flush()
            throw Failure(
                status: 1, message: "\(entry.name) has \(entry.record.others.count + 1) secrets",
                help: "choose one with --ours or --theirs")
        }
        let choice: KeyChoice = ours ? .ours : .theirs
        let (made, committed) = try Failure.keyring { () throws(KeyringError) in
            try session.keyring.resolve(entry, keeping: choice, options: write.options)
        }
        KeyDone.say(
            "resolved \(entry.name) with \(choice.rawValue)", of: made, in: entry.location,
            committed: committed, isJSON: write.json, globals: globals)
        if !globals.quiet {
            Output.error.line("  the other secret still works: revoke it at its provider")
        }
    }
}

extension KeyView {
    /// Returns the end of a secret, its times and its recipients in one line.
    fileprivate static func secret(_ record: KeyRecord) -> String {
        var parts = [Terminal.line(record.hint ?? "(not shown)")]
        parts.append(
            record.rotatedAt.map { "rotated \(Terminal.line($0))" }
                ?? "created \(Terminal.line(record.createdAt))")
        parts.append("sealed to \(counted(record.recipients.count, one: "recipient"))")
        return parts.joined(separator: "  ")
    }
}
