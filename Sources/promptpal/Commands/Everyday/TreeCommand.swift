internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal tree`
struct TreeCommand: ParsableCommand {
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

    @Flag(help: "Print JSON, the same as list --json.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let start = try folder.map { text throws(Failure) in try Failure.address(text) } ?? .top
        let tree = try Failure.folding { () throws(StoreError) in
            try store.tree(TreeRequest(folder: start, withFolders: !json))
        }
        if json {
            Output.standard.line(RecordJSON.list(tree.records))
            return
        }
        Output.standard.line(
            Terminal.styled(start.path.isEmpty ? "prompts/" : Terminal.safe(start.path) + "/", as: .bold))
        write(start, indent: "", in: tree)
    }

    private func write(_ folder: Address, indent: String, in tree: TreeOutcome) {
        let children = tree.entries[folder] ?? []
        for (index, child) in children.enumerated() {
            let isLast = index == children.count - 1
            let branch = Terminal.styled(indent + (isLast ? "└─ " : "├─ "), as: .dim)
            switch child {
            case .folder(let address, let name):
                let title = name.flatMap { $0 == address.name ? nil : "  \($0)" } ?? ""
                Output.standard.line(
                    branch + Terminal.styled(Terminal.safe(address.name) + "/", as: .bold)
                        + Terminal.styled(Terminal.safe(title), as: .dim))
                write(address, indent: indent + (isLast ? "   " : "│  "), in: tree)
            case .record(let record):
                let kind = record.kind == .prompt ? "" : " (\(record.kind.rawValue))"
                let title =
                    record.name == record.address.name
                    ? "" : Terminal.styled("  " + Terminal.safe(record.name), as: .dim)
                Output.standard.line(
                    branch + Terminal.safe(record.address.name) + Terminal.styled(kind, as: .cyan)
                        + (record.isBroken ? Terminal.styled("  can't be read", as: .red) : title))
            }
        }
    }
}
