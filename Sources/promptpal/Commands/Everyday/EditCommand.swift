internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore
internal import SystemPackage

/// `promptpal edit`
struct EditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Open a file in your editor and check it when you close it.",
        discussion: """
            Uses $VISUAL, else $EDITOR, else vi. If the file has errors afterwards, you can
            go back to the editor.

            EXAMPLES:
              promptpal edit marketing/launch-email
              EDITOR="code --wait" promptpal edit marketing/tone --kind module
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The address.", completion: .custom(Completion.addressesAndFolders))
    var address: String

    @Option(help: "Use the file of this kind if several have the address.")
    var kind: RecordKindArgument?

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let file = try Lookup(store: store, globals: globals).file(address, kind: kind?.record)
        try Editor(store: store, globals: globals).edit(file.kind, at: file.address)
    }
}

/// Runs the user's editor on a file of the store, checks the file afterwards, and commits it as a version.
struct Editor {
    private let store: Store
    private let globals: Globals
    private let options: WriteOptions

    init(store: Store, globals: Globals, options: WriteOptions = WriteOptions()) {
        self.store = store
        self.globals = globals
        self.options = options
    }

    func edit(_ kind: RecordKind, at address: Address) throws(Failure) {
        let file = address.file(kind)
        let path = store.path.appending(file).string
        // Better now than after the work in the editor.
        try Failure.folding { () throws(StoreError) in try store.checkWritable() }
        let before = try Failure.folding { () throws(StoreError) in try store.read(kind, at: address) }
        while true {
            try open(path)
            guard (try? store.read(kind, at: address)) != nil else {
                throw Failure(
                    status: 2, message: "\(file) is missing after the edit",
                    help: "look for it in the editor's backups"
                )
            }
            let report = problems(kind, at: address)
            if !report.files.isEmpty {
                Output.error.write(ReportText.people(report, colour: Output.error.usesColour, summary: true))
                Output.error.flush()
            }
            if report.count(.error) == 0 { break }
            guard Terminal.canAsk, LineReader.confirm("Go back to the editor?", preset: true) else {
                throw Failure(
                    status: 1, message: "\(file) has errors and was not committed",
                    help: "run `promptpal edit \(ShellWord.quoted(address.shown))` to fix them")
            }
        }
        let after = try Failure.folding { () throws(StoreError) in try store.read(kind, at: address) }
        guard after.source != before.source else {
            if !globals.quiet { Output.standard.line(Terminal.safe("\(file) was not changed")) }
            return
        }
        let committed = try Failure.folding { () throws(StoreError) in
            try store.commitEdit(EditRequest(of: before, now: after, write: options))
        }
        Done.line("edited \(file)", committed: committed, quiet: globals.quiet)
    }

    /// Returns errors and warnings, without a missing id, which is irrelevant to the person who edits.
    private func problems(_ kind: RecordKind, at address: Address) -> DiagnosticReport {
        var report = store.validate([Contents.File(address: address, kind: kind)])
        for index in report.files.indices {
            report.files[index].diagnostics.removeAll { $0.severity == .note }
        }
        report.files.removeAll { $0.diagnostics.isEmpty }
        return report
    }

    /// Opens the editor. It is the user's own command line, so it runs through the shell, as Git does it.
    /// Ctrl-C belongs to the editor: the shell must survive it.
    private func open(_ path: String) throws(Failure) {
        let named =
            ["VISUAL", "EDITOR"].lazy.compactMap { Host.environment($0) }.first { !$0.isEmpty }
        guard named != nil || Terminal.canAsk else {
            throw Failure(
                status: 2, message: "there is no terminal for the editor",
                help: "set VISUAL or EDITOR to one that needs none")
        }
        let editor = named ?? "vi"
        Output.standard.flush()
        let status = Subprocess.run(["/bin/sh", "-c", "trap : INT QUIT; \(editor) \"$@\"", editor, path])
        guard status == 0 else {
            throw Failure(
                status: 2,
                message:
                    "the editor \(quoted(editor)) \(status.map { "ended with status \($0)" } ?? "can't be started")",
                help: "set VISUAL or EDITOR")
        }
    }
}
