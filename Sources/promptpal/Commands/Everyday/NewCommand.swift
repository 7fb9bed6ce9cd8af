internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore
internal import SafeFiles
internal import SystemPackage

/// `promptpal new`
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Create a prompt, module, variable or folder.",
        discussion: """
            Without --from, the file is a template with comments. A text given with --from
            becomes the content; a YAML file of the same kind is copied unchanged, except
            for a new id.

            EXAMPLES:
              promptpal new prompt marketing/launch-email --name "Launch email" --edit
              pbpaste | promptpal new prompt inbox/idea --from -
              promptpal new folder marketing
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "prompt, module, variable or folder.")
    var kind: RecordKindArgument

    @Argument(help: "Its address: the path below prompts/.", completion: .custom(Completion.folders))
    var address: String

    @Option(help: "Display name; by default derived from the address.")
    var name: String?

    @Option(
        help: ArgumentHelp("Read the text from a file; - is standard input.", valueName: "file|-"),
        completion: .file())
    var from: String?

    @Flag(help: "Open the file in the editor.")
    var edit = false

    @OptionGroup var write: WriteArguments

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let address = try Failure.folding { () throws(StoreError) in
            kind.record == .folder && self.address == "/" ? .top : try Address(new: self.address)
        }
        let request = CreateRequest(
            kind.record, at: address, name: name, text: try given(), write: write.options)
        let done = try Failure.folding { () throws(StoreError) in try store.create(request) }
        let record = done.record
        if write.json {
            Output.standard.line(
                RecordJSON.created(
                    address: record.address.shown, kind: record.kind.rawValue,
                    id: done.id?.description ?? "", path: record.path, commit: done.committed.commit))
        } else {
            Done.line(
                "made \(record.kind.rawValue) \(record.address.shown) (\(record.path))",
                committed: done.committed,
                quiet: globals.quiet)
        }
        if !done.warnings.diagnostics.isEmpty, from != nil { Failure(blocked: [done.warnings]).report() }
        if edit { try Editor(store: store, globals: globals).edit(record.kind, at: record.address) }
    }

    private func given() throws(Failure) -> String? {
        guard let from else { return nil }
        let bytes =
            from == "-"
            ? try InputFile.standardInput() : try InputFile.read(globals.start.pushing(FilePath(from)))
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InputFile.notUTF8(from == "-" ? "standard input" : from)
        }
        return text
    }
}
