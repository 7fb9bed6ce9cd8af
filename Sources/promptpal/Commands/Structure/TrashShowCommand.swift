internal import ArgumentParser
internal import JSON
internal import PromptCore
internal import PromptStore
internal import SafeFiles

/// `promptpal trash show`
struct TrashShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a trash entry and its files.",
        discussion: """
            EXAMPLES:
              promptpal trash show marketing/launch-email
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: ArgumentHelp("An entry's id, the start of its id, or the deleted address.", valueName: "entry"),
        completion: .custom(TrashCommand.complete))
    var entry: String

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let shown = try Failure.folding { () throws(StoreError) in
            try store.showTrash(TrashShowRequest(entry: entry))
        }
        TrashCommand.note(shown.entry, older: shown.older, named: entry, globals: globals)
        if json {
            Output.standard.line(TrashShowCommand.text(of: shown.entry, files: shown.files))
        } else {
            write(shown.entry, files: shown.files)
        }
    }

    private func write(_ entry: TrashEntry, files: [TrashShowOutcome.File]) {
        let output = Output.standard
        let title = Contents.File(address: entry.address, kind: entry.kind).title
        output.line(Terminal.styled(Terminal.line(title), as: .bold) + "  \(entry.kind.rawValue)")
        let facts: [(String, String?)] = [
            ("entry", entry.id.description), ("deleted", entry.deletedAt), ("by", entry.deletedBy),
            ("reason", entry.reason), ("used by", entry.usedBy.joined(separator: ", ")),
        ]
        for (key, value) in facts {
            guard let value, !value.isEmpty else { continue }
            output.line("  \(key): \(Terminal.line(value))")
        }
        for file in files {
            output.line()
            output.line(Terminal.styled(Terminal.line(file.path), as: .cyan))
            output.write(Terminal.safe(file.text))
            if !file.text.hasSuffix("\n") { output.line() }
        }
    }

    private static func text(of entry: TrashEntry, files: [TrashShowOutcome.File]) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.set("entry", to: entry.id.description)
            object.set("kind", to: entry.kind.rawValue)
            object.set("address", to: entry.address.path)
            object.set("deleted_at", to: entry.deletedAt)
            object.set("deleted_by", to: entry.deletedBy)
            object.set("reason", to: entry.reason)
            object.array("used_by") { list in entry.usedBy.forEach { list.value($0) } }
            object.array("files") { list in
                for file in files {
                    list.object { member in
                        member.set("path", to: file.path)
                        member.set("text", to: file.text)
                    }
                }
            }
        }
        return json.text
    }
}

/// `promptpal trash restore`
struct TrashRestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Restore a deleted prompt, module, variable or folder.",
        discussion: """
            The record is restored unchanged, with its id, at its former address or at --to.

            EXAMPLES:
              promptpal trash restore marketing/launch-email
              promptpal trash restore 0198c1de --to archive/launch-email
            """)

    @OptionGroup var globals: Globals
    @OptionGroup var write: WriteArguments

    @Argument(
        help: ArgumentHelp("An entry's id, the start of its id, or the deleted address.", valueName: "entry"),
        completion: .custom(TrashCommand.complete))
    var entry: String

    @Option(
        help: ArgumentHelp("Restore it at this address instead of its former one.", valueName: "address"),
        completion: .custom(Completion.folders))
    var to: String?

    func run() throws {
        let done = try globals.carryOut { store throws(StoreError) in
            try store.restoreTrash(RestoreTrashRequest(entry, to: to, write: write.options))
        }
        TrashCommand.note(done.entry, older: done.olderCount, named: entry, globals: globals)
        let text = MoveText(done.restored, committed: done.committed)
        if write.json || done.restored.source != done.restored.target {
            text.say("restored", isJSON: write.json, globals: globals)
        } else {
            text.sayTarget("restored", globals: globals)
        }
    }
}
