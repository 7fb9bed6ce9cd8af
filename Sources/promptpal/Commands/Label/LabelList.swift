internal import ArgumentParser
internal import Diagnostics
internal import GitRepo
internal import JSON
internal import PromptCore
internal import PromptStore

/// `promptpal label list`
struct LabelList: ParsableCommand {
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
        let labels = try Failure.folding { () throws(StoreError) in try store.labels() }
        var pins = labels.pins
        if let address {
            let file = try Lookup(store, globals).file(address)
            let id = file.record?.header.id?.value
            pins = pins.filter { $0.id == id }
        }
        let now = store.addresses(of: Swift.Set(pins.map(\.id)))
        if json {
            Output.standard.line(LabelList.text(pins, now))
        } else if pins.isEmpty {
            if !globals.quiet { Output.error.line("there are no labels") }
        } else {
            var table = Table(whole: [0, 1, 2])
            for pin in pins {
                table.rows.append([
                    Terminal.styled(Terminal.line(pin.label), .bold),
                    Terminal.line(
                        now[pin.id]?.path ?? pin.address.map { $0 + " (gone)" } ?? pin.id.description),
                    Terminal.styled(String(pin.commit.prefix(7)), .yellow),
                ])
            }
            Output.standard.write(table.text(width: nil))
        }
        let errors = labels.diagnostics.count { $0.severity == .error }
        if errors > 0 {
            Output.standard.flush()
            Output.error.line("promptpal: \(counted(errors, "error")) in \(Labels.file)")
            Output.error.line("  help: `promptpal validate` shows them")
        }
    }

    private static func text(_ pins: [Labels.Pin], _ now: [RecordID: Address]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for pin in pins {
                list.object { object in
                    object.member("label", pin.label)
                    object.member("address", now[pin.id]?.path ?? pin.address)
                    object.member("id", pin.id.description)
                    object.member("commit", pin.commit)
                    object.member("gone", now[pin.id] == nil)
                }
            }
        }
        return json.text
    }
}
