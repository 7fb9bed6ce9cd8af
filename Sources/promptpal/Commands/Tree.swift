internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal tree`
struct Tree: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tree",
        abstract: "Show folders, prompts, modules and variables as a tree.",
        discussion: """
            EXAMPLES:
              promptpal tree
              promptpal tree marketing
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "Only this folder.", completion: .custom(Completion.folders))
    var folder: String?

    @Flag(help: "Print JSON: the same as list --json.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let start = try folder.map { text throws(Failure) in try Failure.address(text) } ?? .top
        let records = try Failure.folding { () throws(StoreError) in
            try store.summaries(in: start, withTimes: false)
        }
        if json {
            Output.standard.line(RecordJSON.list(records, nil))
            return
        }
        let contents = store.contents()
        guard contents.folders.contains(start) else {
            throw Failure(
                StoreError.notFound(
                    kind: "folder", address: start.path,
                    near: Suggestion.nearest(to: start.path, among: contents.folders.map(\.path)).map { [$0] }
                        ?? []))
        }
        var byFolder: [Address: [Node]] = [:]
        for folder in contents.folders where !folder.path.isEmpty {
            byFolder[folder.folder, default: []].append(.folder(folder))
        }
        var titles: [Address: String] = [:]
        for record in records {
            if record.kind == .folder {
                titles[record.address] = record.name
            } else {
                byFolder[record.address.folder, default: []].append(.record(record))
            }
        }
        Output.standard.line(
            Terminal.styled(start.path.isEmpty ? "prompts/" : Terminal.safe(start.path) + "/", .bold))
        write(start, indent: "", byFolder, titles)
    }

    private enum Node {
        case folder(Address)
        case record(RecordSummary)

        var name: String {
            switch self {
            case .folder(let address): address.name
            case .record(let record): record.address.name
            }
        }
    }

    private func write(
        _ folder: Address, indent: String, _ nodes: [Address: [Node]], _ titles: [Address: String]
    ) {
        let children = (nodes[folder] ?? []).sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        for (index, child) in children.enumerated() {
            let isLast = index == children.count - 1
            let branch = Terminal.styled(indent + (isLast ? "└─ " : "├─ "), .dim)
            switch child {
            case .folder(let address):
                let title = titles[address].flatMap { $0 == address.name ? nil : "  \($0)" } ?? ""
                Output.standard.line(
                    branch + Terminal.styled(Terminal.safe(address.name) + "/", .bold)
                        + Terminal.styled(Terminal.safe(title), .dim))
                write(address, indent: indent + (isLast ? "   " : "│  "), nodes, titles)
            case .record(let record):
                let kind = record.kind == .prompt ? "" : " (\(record.kind.rawValue))"
                let title =
                    record.name == record.address.name
                    ? "" : Terminal.styled("  " + Terminal.safe(record.name), .dim)
                Output.standard.line(
                    branch + Terminal.safe(record.address.name) + Terminal.styled(kind, .cyan)
                        + (record.isBroken ? Terminal.styled("  can't be read", .red) : title))
            }
        }
    }
}
