internal import ArgumentParser
internal import JSON
internal import PromptCore
internal import PromptStore

/// `promptpal uses`
struct UsesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "uses",
        abstract: "Show who refers to a shared module or variable, and through what.",
        discussion: """
            EXAMPLES:
              promptpal uses marketing/tone
              promptpal uses brand --kind variable
              promptpal uses marketing/tone --json | jq -r '.[].address'
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: ArgumentHelp("The address, with @VERSION for an older version.", valueName: "address"),
        completion: .custom(Completion.shared))
    var address: String

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: NewCommand.RecordKindArgument?

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let found = try Failure.folding { () throws(StoreError) in
            try store.uses(UsesRequest(record: globals.record(address, kind: kind?.record)))
        }
        let users = found.users
        if json {
            var json = JSONWriter(pretty: true)
            json.array { list in users.forEach { $0.write(to: &list) } }
            Output.standard.line(json.text)
            return
        }
        if users.isEmpty, !globals.quiet {
            Output.error.line("nothing refers to \(Terminal.safe(found.address.path))")
        }
        for user in users { Output.standard.line(Terminal.safe(user.text)) }
    }
}

extension User {
    /// `marketing/launch (prompt, partial in task / formal)`
    var text: String {
        let location = [reference.module, reference.option].filter { !$0.isEmpty }.joined(separator: " / ")
        return "\(address.path) (\(kind.rawValue), \(reference.kind.rawValue)"
            + (location.isEmpty ? ")" : " in \(location))")
    }

    /// An element of `used_by`.
    func write(to list: inout JSONWriter) {
        list.object { entry in
            entry.set("address", to: address.path)
            entry.set("kind", to: kind.rawValue)
            entry.set("through", to: reference.kind.rawValue)
            entry.set("module", to: reference.module)
            entry.set("option", to: reference.option)
        }
    }
}

extension Completion {
    /// Addresses of shared modules and variables.
    @Sendable static func shared(_ words: [String], at index: Int, prefix: String) -> [String] {
        let files = store(words)?.contents().files ?? []
        return Swift.Set(files.filter { $0.kind == .module || $0.kind == .variable }.map(\.address.path))
            .sorted()
    }
}
