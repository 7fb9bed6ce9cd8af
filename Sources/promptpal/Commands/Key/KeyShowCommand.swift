internal import ArgumentParser
internal import JSON
internal import PromptKeys
internal import PromptStore

/// `promptpal key show`
struct KeyShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show all of a key but the key itself.",
        discussion: """
            EXAMPLES:
              promptpal key show openai
              promptpal key show openai/work --json
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "PROVIDER or PROVIDER/NICKNAME.", completion: .custom(KeySession.complete))
    var key: String

    @Flag(help: "Take the store's, where there is one of yours too.")
    var shared = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let entry = try KeySession(globals, needsStore: shared).find(key, shared: shared)
        guard json else {
            KeyView.lines(entry).forEach { Output.standard.line($0) }
            return
        }
        var writer = JSONWriter(pretty: true)
        writer.object { object in
            KeyView.members(of: entry.record, in: entry.location, to: &object)
            object.set("path", to: entry.path)
        }
        Output.standard.line(writer.text)
    }
}
