internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore

/// `promptpal trash`
struct TrashCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trash",
        abstract: "List, show, restore and purge deleted records.",
        discussion: """
            An entry is named by its id, the start of its id, or the deleted address.

            EXAMPLES:
              promptpal trash list
              promptpal trash restore marketing/launch-email
              promptpal trash purge --older-than 30d
            """,
        subcommands: [
            TrashListCommand.self, TrashShowCommand.self, TrashRestoreCommand.self, TrashPurgeCommand.self,
        ])

    /// Prints the chosen entry, if an address has several.
    static func note(_ entry: TrashEntry, older: Int, named text: String, globals: Globals) {
        guard older > 0, !globals.quiet else { return }
        Output.error.line(
            Terminal.line(
                "note: using \(entry.id), the latest of \(older + 1) entries for \(quoted(text))"))
    }

    /// Offers the ids and addresses of all entries.
    @Sendable static func complete(_ words: [String], at index: Int, prefix: String) -> [String] {
        let flag = words.firstIndex(of: "-C").map { $0 + 1 }
        let locator = StoreLocator(flag.flatMap { words.indices.contains($0) ? words[$0] : nil })
        guard let entries = try? locator.open().trash().entries else { return [] }
        return entries.map(\.address.path) + entries.map(\.id.description)
    }
}

/// `promptpal trash list`
struct TrashListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List deleted records, newest first.",
        discussion: """
            EXAMPLES:
              promptpal trash list
              promptpal trash list --json | jq -r '.[].entry'
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let trash = try globals.store().trash()
        if json {
            Output.standard.line(TrashListCommand.text(trash.entries))
        } else if !trash.problems.contains(where: { $0.source.name == "trash" }) {
            write(trash.entries)
        }
        let report = DiagnosticReport(fileCount: trash.problems.count, files: trash.problems)
        if !trash.problems.isEmpty {
            Output.standard.flush()
            Output.error.write(ReportText.people(report, colour: Output.error.usesColour))
            Output.error.flush()
        }
    }

    private func write(_ entries: [TrashEntry]) {
        if entries.isEmpty {
            if !globals.quiet { Output.error.line("the trash is empty") }
            return
        }
        let output = Output.standard
        var table = Table(whole: [0, 1])
        for entry in entries {
            let title = Contents.File(address: entry.address, kind: entry.kind).title
            table.rows.append([
                entry.id.description, Terminal.styled(Terminal.line(title), as: .bold), entry.kind.rawValue,
                Terminal.line(entry.deletedAt ?? ""), Terminal.line(entry.deletedBy ?? ""),
                Terminal.line(entry.reason ?? ""),
            ])
        }
        output.write(table.text(width: output.isTerminal ? Terminal.width : nil))
    }

    private static func text(_ entries: [TrashEntry]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for entry in entries {
                list.object { object in
                    object.set("entry", to: entry.id.description)
                    object.set("kind", to: entry.kind.rawValue)
                    object.set("address", to: entry.address.path)
                    object.set("deleted_at", to: entry.deletedAt)
                    object.set("deleted_by", to: entry.deletedBy)
                    object.set("reason", to: entry.reason)
                }
            }
        }
        return json.text
    }
}
