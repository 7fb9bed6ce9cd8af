internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore
internal import SafeFiles
internal import SystemPackage

/// `promptpal new`
struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Create a prompt, module, variable or folder.",
        discussion: """
            Without --from it starts from a commented template. A text given with --from
            becomes the content; a YAML file of the same kind is taken as it is.

            EXAMPLES:
              promptpal new prompt marketing/launch-email --name "Launch email" --edit
              pbpaste | promptpal new prompt inbox/idea --from -
              promptpal new folder marketing
            """)

    /// What can be made.
    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case prompt, module, variable, folder

        var record: RecordKind {
            switch self {
            case .prompt: .prompt
            case .module: .module
            case .variable: .variable
            case .folder: .folder
            }
        }
    }

    @OptionGroup var globals: Globals

    @Argument(help: "prompt, module, variable or folder.")
    var kind: Kind

    @Argument(help: "Its address: a path below prompts/.", completion: .custom(Completion.folders))
    var address: String

    @Option(help: "What people call it; without, made from the address.")
    var name: String?

    @Option(
        help: ArgumentHelp("Take the text from a file; - is standard input.", valueName: "file|-"),
        completion: .file())
    var from: String?

    @Flag(help: "Open it in the editor at once.")
    var edit = false

    @OptionGroup var write: WriteArguments

    func run() throws {
        Output.choose(globals.color)
        if let ending = RecordKind.addressable.map(\.fileEnding).first(where: address.hasSuffix) {
            throw Failure(
                64, "an address has no ending", help: "write \(quoted(address.dropLast(ending.count)))")
        }
        let store = try globals.store()
        let address = try Failure.address(address)
        let record = kind.record
        let folders = (record == .folder ? address : address.folder).outward.count - 1
        guard folders <= FolderScan.Limits().depth else {
            throw Failure(64, "folders are nested at most \(FolderScan.Limits().depth) deep, not \(folders)")
        }
        let given = try given()
        var change = try Failure.folding { () throws(StoreError) in try store.begin(write.options) }
        let template = NewFile(
            kind: record, address: address, name: name, id: Stamp.newID(), now: Host.now(),
            author: change.author.text)
        let text = try text(of: template, from: given)
        let file = ParsedFile(SourceText(name: address.file(record), text), kind: record, address: address)
        let errors = file.diagnostics.filter { $0.severity == .error }
        if !errors.isEmpty {
            throw Failure(blocked: [FileDiagnostics(source: file.source, diagnostics: errors)])
        }
        do throws(StoreError) {
            try store.create(record, at: address, file.source.bytes, in: &change.draft)
        } catch {
            throw Failure(error)
        }
        let id = file.record?.header.id?.value
        let done = try Failure.committing(
            change,
            ChangeMessage("new", "Add \(record.rawValue) \(address.path)", ids: id.map { [$0] } ?? []))
        if write.json {
            Output.standard.line(
                RecordJSON.created(
                    address: address.path, kind: record.rawValue, id: id?.description ?? "",
                    path: address.file(record), commit: done.commit))
        } else {
            Done.line("made \(record.rawValue) \(address.path) (\(address.file(record)))", done, globals)
        }
        let warnings = file.diagnostics.filter { $0.severity == .warning }
        if !warnings.isEmpty, from != nil {
            Failure(blocked: [FileDiagnostics(source: file.source, diagnostics: warnings)]).report()
        }
        if edit { try Editor(store, globals).edit(record, at: address) }
    }

    private func text(of template: NewFile, from given: String?) throws(Failure) -> String {
        do {
            return try template.text(from: given)
        } catch {
            throw Failure(error)
        }
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
