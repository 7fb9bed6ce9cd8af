internal import ArgumentParser
internal import Diagnostics
internal import Git
internal import JSON
internal import PromptCore
internal import PromptStore

/// `promptpal show`
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a prompt in readable form: modules, options, variables and users.",
        discussion: """
            EXAMPLES:
              promptpal show marketing/launch-email
              promptpal show marketing/tone --kind module
              promptpal show marketing/launch-email@v3
              promptpal show marketing/launch-email --json
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: ArgumentHelp("The address, with @VERSION for an older version.", valueName: "address"),
        completion: .custom(Completion.addressesAndFolders))
    var address: String

    @Option(help: "Use the file of this kind if several have the address.")
    var kind: RecordKindArgument?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let shown = try Failure.folding { () throws(StoreError) in
            try store.show(ShowRequest(record: globals.record(address, kind: kind?.record)))
        }
        let view = RecordView(shown)
        if json {
            Output.standard.line(view.json)
        } else {
            view.write(to: Output.standard)
        }
        let word = ShellWord.quoted(shown.asked.path + (shown.commit.map { "@" + $0.id.short } ?? ""))
        ErrorCount.report(shown.errorCount, in: shown.file, word: word)
    }
}

/// Prints on standard error that a shown or changed file has errors.
enum ErrorCount {
    /// - Parameter word: the argument for `validate`; by default the file's address.
    static func report(_ errors: Int, in file: ParsedFile, word: String? = nil) {
        guard errors > 0 else { return }
        Output.standard.flush()
        let path = file.address.file(file.kind)
        Output.error.line("promptpal: \(counted(errors, one: "error")) in \(Terminal.safe(path))")
        let word = word ?? ShellWord.quoted(file.address.shown)
        Output.error.line("  help: run `promptpal validate \(Terminal.safe(word))` to see them")
    }
}

/// `promptpal uses`
struct UsesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "uses",
        abstract: "List the references to a shared module or variable.",
        discussion: """
            EXAMPLES:
              promptpal uses marketing/tone
              promptpal uses brand --kind variable
              promptpal uses marketing/tone --json | jq -r '.[].address'
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: ArgumentHelp("The address, with @VERSION for an older version.", valueName: "address"),
        completion: .custom(Completion.shared))
    var address: String

    @Option(help: "Use the file of this kind if several have the address.")
    var kind: RecordKindArgument?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let found = try Failure.folding { () throws(StoreError) in
            try store.uses(UsesRequest(record: globals.record(address, kind: kind?.record)))
        }
        let users = found.users
        if json {
            var json = JSONWriter(pretty: true)
            json.array { list in users.forEach { $0.write(to: &list) } }
            Output.standard.line(json.text)
            return
        }
        if users.isEmpty, !globals.quiet {
            Output.error.line("nothing refers to \(Terminal.safe(found.address.shown))")
        }
        for user in users { Output.standard.line(Terminal.safe(user.text)) }
    }
}
