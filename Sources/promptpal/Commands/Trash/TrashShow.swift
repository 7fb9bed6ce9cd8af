internal import ArgumentParser
internal import JSON
internal import PromptCore
internal import PromptStore
internal import SafeFiles

/// `promptpal trash show`
struct TrashShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a trash entry was, and the files in it.",
        discussion: """
            EXAMPLES:
              promptpal trash show marketing/launch-email
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: ArgumentHelp("An entry's id, the start of it, or the address it had.", valueName: "entry"),
        completion: .custom(TrashCommand.complete))
    var entry: String

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let entry = try TrashCommand.entry(entry, store, globals)
        var files: [(path: String, text: String)] = []
        for path in try Failure.folding({ () throws(StoreError) in try store.files(of: entry) }) {
            let bytes = try Failure.folding { () throws(StoreError) in try store.trashedBytes(path) }
            files.append((path, String(decoding: bytes, as: UTF8.self)))
        }
        if json { Output.standard.line(TrashShow.text(entry, files)) } else { write(entry, files) }
    }

    private func write(_ entry: TrashEntry, _ files: [(path: String, text: String)]) {
        let output = Output.standard
        let title = StructureDone.title(Contents.File(address: entry.address, kind: entry.kind))
        output.line(Terminal.styled(Terminal.line(title), .bold) + "  \(entry.kind.rawValue)")
        let facts: [(String, String?)] = [
            ("entry", entry.id.description), ("deleted", entry.deletedAt), ("by", entry.deletedBy),
            ("reason", entry.reason), ("used by", entry.usedBy.joined(separator: ", ")),
        ]
        for (key, value) in facts {
            guard let value, !value.isEmpty else { continue }
            output.line("  \(key): \(Terminal.line(value))")
        }
        for (path, text) in files {
            output.line()
            output.line(Terminal.styled(Terminal.line(path), .cyan))
            output.write(Terminal.safe(text))
            if !text.hasSuffix("\n") { output.line() }
        }
    }

    private static func text(_ entry: TrashEntry, _ files: [(path: String, text: String)]) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.member("entry", entry.id.description)
            object.member("kind", entry.kind.rawValue)
            object.member("address", entry.address.path)
            object.member("deleted_at", entry.deletedAt)
            object.member("deleted_by", entry.deletedBy)
            object.member("reason", entry.reason)
            object.array("used_by") { list in entry.usedBy.forEach { list.value($0) } }
            object.array("files") { list in
                for (path, text) in files {
                    list.object { file in
                        file.member("path", path)
                        file.member("text", text)
                    }
                }
            }
        }
        return json.text
    }
}
