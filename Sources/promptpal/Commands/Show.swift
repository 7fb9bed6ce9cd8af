internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore

/// `promptpal show`
struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a prompt as people read it: modules, options, variables, who uses it.",
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

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: New.Kind?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let found = try Lookup(store, globals).versioned(address, kind: kind?.record)
        let (file, library) = (found.file, found.library)
        guard let record = file.record else {
            throw Failure(blocked: RenderPlan.blocking(file, nil, library: library))
        }
        let address = file.address
        let description: RecordDescription?
        switch record {
        case .prompt(let prompt): description = RecordDescription(prompt, at: address, library: library)
        case .module(let module): description = RecordDescription(module, at: address, library: library)
        default: description = nil
        }
        let view = RecordView(
            file: file, record: record, description: description, users: found.users(in: store),
            version: try found.provenance(in: store), commit: found.version?.commit,
            layer: found.layer?.name, usage: usage(of: found, store))
        if json {
            Output.standard.line(view.json)
        } else {
            view.write(to: Output.standard)
        }
        ErrorCount.report(
            Checker.check(file, in: library).count { $0.severity == .error }, in: file, word: found.word)
    }
}

extension Show {
    /// How often a prompt of the work tree was used.
    private func usage(of found: VersionedFile, _ store: Store) -> Usage.Total? {
        guard found.file.kind == .prompt, found.version == nil else { return nil }
        return store.usage().total(of: found.file.record?.header.id?.value, at: found.file.address)
    }
}

/// Says on standard error that a file that was shown or changed has errors.
enum ErrorCount {
    /// - Parameter word: how the file is named to `validate`; without it, by its address.
    static func report(_ errors: Int, in file: ParsedFile, word: String? = nil) {
        guard errors > 0 else { return }
        Output.standard.flush()
        let path = file.address.file(file.kind)
        Output.error.line("promptpal: \(counted(errors, "error")) in \(Terminal.safe(path))")
        let word = word ?? ShellWord.quoted(file.address.path)
        Output.error.line("  help: `promptpal validate \(Terminal.safe(word))` shows them")
    }
}
