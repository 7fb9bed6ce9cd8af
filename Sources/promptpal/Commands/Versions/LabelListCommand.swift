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
        abstract: "List the labels and their versions.",
        discussion: """
            EXAMPLES:
              promptpal label list
              promptpal label list marketing/launch-email
              promptpal label list --json | jq -r '.[] | select(.label == "production").address'
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: "Only labels of this record.", completion: .custom(Completion.addressesAndFolders))
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
                    Terminal.styled(String((row.commit ?? "").prefix(7)), as: .yellow),
                ])
            }
            Output.standard.write(table.text(width: nil))
        }
        let errors = found.errorCount
        if errors > 0 {
            Output.standard.flush()
            Output.error.line(
                "promptpal: \(counted(errors, one: "error")) in \(store.usesLabelFiles ? "the label files" : Labels.file)"
            )
            Output.error.line("  help: run `promptpal validate` to see them")
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

/// `promptpal label log`
struct LabelLogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log",
        abstract: "List the changes of labels, newest first.",
        discussion: """
            EXAMPLES:
              promptpal label log
              promptpal label log production
              promptpal label log production --of marketing/launch-email
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "Only this label.")
    var label: String?

    @Option(
        help: ArgumentHelp("Only changes for this record.", valueName: "address"),
        completion: .custom(Completion.addressesAndFolders))
    var of: String?

    @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
    var limit: Int?

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit is a number from 0.") }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let events = try Failure.folding { () throws(StoreError) in
            try store.labelLog(
                LabelLogRequest(label: label, record: of.map { globals.record($0) }, limit: limit))
        }
        if json { return Output.standard.line(LabelLogCommand.text(events)) }
        if events.isEmpty {
            if !globals.quiet { Output.error.line("no labels have been set") }
            return
        }
        var table = Table(whole: [0, 1, 2, 3, 4])
        for event in events {
            let from = event.before.map { String($0.prefix(7)) }
            let to = event.after.map { String($0.prefix(7)) }
            let what =
                switch (from, to) {
                case (nil, let to?): "set to \(to)"
                case (let from?, let to?): "moved from \(from) to \(to)"
                case (let from, nil): "removed from \(from ?? "")"
                }
            table.rows.append([
                Terminal.styled(event.commit.id.short, as: .yellow), VersionText.time(event.commit.author),
                Terminal.line(event.commit.author.name),
                Terminal.styled(Terminal.line("\(event.address)@\(event.label)"), as: .bold), what,
            ])
        }
        Output.standard.write(table.text(width: nil))
    }

    private static func text(_ events: [LabelEvent]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for event in events {
                list.object { object in
                    object.set("commit", to: event.commit.id.hex)
                    object.set("at", to: event.at)
                    object.set("author", to: event.commit.author.person)
                    object.set("label", to: event.label)
                    object.set("address", to: event.address)
                    object.set("id", to: event.id.description)
                    object.set("before", to: event.before)
                    object.set("after", to: event.after)
                }
            }
        }
        return json.text
    }
}
