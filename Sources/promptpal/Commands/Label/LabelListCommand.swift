internal import ArgumentParser
internal import Diagnostics
internal import Git
internal import JSON
internal import PromptCore
internal import PromptStore

/// `promptpal label list`
struct LabelListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the labels, and what they mean.",
        discussion: """
            EXAMPLES:
              promptpal label list
              promptpal label list marketing/launch-email
              promptpal label list --json | jq -r '.[] | select(.label == "production").address'
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: "Only those of this record.", completion: .custom(Completion.addressesAndFolders))
    var address: String?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let found = try Failure.folding { () throws(StoreError) in
            try store.listLabels(LabelListRequest(record: address.map { globals.record($0) }))
        }
        if json {
            Output.standard.line(LabelListCommand.text(found.rows))
        } else if found.rows.isEmpty {
            if !globals.quiet { Output.error.line("there are no labels") }
        } else {
            var table = Table(whole: [0, 1, 2])
            for row in found.rows {
                table.rows.append([
                    Terminal.styled(Terminal.line(row.label), as: .bold),
                    Terminal.line(
                        row.address?.path ?? row.lastAddress.map { $0 + " (gone)" } ?? row.id.description),
                    Terminal.styled(String(row.commit.prefix(7)), as: .yellow),
                ])
            }
            Output.standard.write(table.text(width: nil))
        }
        let errors = found.errorCount
        if errors > 0 {
            Output.standard.flush()
            Output.error.line("promptpal: \(counted(errors, one: "error")) in \(Labels.file)")
            Output.error.line("  help: `promptpal validate` shows them")
        }
    }

    private static func text(_ rows: [LabelListOutcome.Row]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for row in rows {
                list.object { object in
                    object.set("label", to: row.label)
                    object.set("address", to: row.address?.path ?? row.lastAddress)
                    object.set("id", to: row.id.description)
                    object.set("commit", to: row.commit)
                    object.set("gone", to: row.address == nil)
                }
            }
        }
        return json.text
    }
}
