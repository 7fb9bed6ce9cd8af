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
              promptpal show marketing/launch-email --json
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The address.", completion: .custom(Completion.addressesAndFolders))
    var address: String

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: New.Kind?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let file = try Lookup(store, globals).file(address, kind: kind?.record)
        guard let record = file.record else {
            throw Failure(blocked: RenderPlan.blocking(file, nil, library: store.library()))
        }
        let address = file.address
        let library = store.library()
        let description: RecordDescription?
        switch record {
        case .prompt(let prompt): description = RecordDescription(prompt, at: address, library: library)
        case .module(let module): description = RecordDescription(module, at: address, library: library)
        default: description = nil
        }
        let isShared = file.kind == .module || file.kind == .variable
        let users = isShared ? store.users(of: address, kind: file.kind) : []
        let view = RecordView(file: file, record: record, description: description, users: users)
        if json {
            Output.standard.line(view.json)
        } else {
            view.write(to: Output.standard)
        }
        ErrorCount.report(Checker.check(file, in: library).count { $0.severity == .error }, in: file)
    }
}

/// Says on standard error that a file that was shown or changed has errors.
enum ErrorCount {
    static func report(_ errors: Int, in file: ParsedFile) {
        guard errors > 0 else { return }
        Output.standard.flush()
        let path = file.address.file(file.kind)
        Output.error.line("promptpal: \(counted(errors, "error")) in \(Terminal.safe(path))")
        Output.error.line("  help: `promptpal validate \(ShellWord.quoted(file.address.path))` shows them")
    }
}
