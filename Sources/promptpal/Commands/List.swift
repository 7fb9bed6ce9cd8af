internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal list`
struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what there is.",
        discussion: """
            EXAMPLES:
              promptpal list
              promptpal list marketing --tag email
              promptpal list --kind module --long
              promptpal list --sort used --limit 10 --long
              promptpal list --json | jq -r '.[].address'
            """)

    enum Sort: String, ExpressibleByArgument, CaseIterable {
        case name, used, updated
    }

    @OptionGroup var globals: Globals

    @Argument(help: "Only what lies in this folder.", completion: .custom(Completion.folders))
    var folder: String?

    @Option(
        help: ArgumentHelp("Only what has this tag; several must all be there.", valueName: "tag"),
        completion: .custom(Completion.tags))
    var tag: [String] = []

    @Option(help: "Only prompts, modules, variables or folders.")
    var kind: New.Kind?

    @Option(help: "The order: name (the address), used (most first) or updated (newest first).")
    var sort: Sort = .name

    @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
    var limit: Int?

    @Flag(help: "Show last change, use counts, tags and description too.")
    var long = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit is a number from 0.") }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let isLayered = !store.manifest.layers.isEmpty
        if !isLayered, !json, !long, sort == .name, tag.isEmpty, folder == nil || folder == "/",
            PlainList(kind: kind?.record, limit: limit).write(store, to: Output.standard)
        {
            return
        }
        var records = try Failure.folding { () throws(StoreError) in
            try store.summaries(in: try folderAddress(store), withTimes: long || sort == .updated)
        }
        let layers = try Failure.folding { () throws(StoreError) in
            try LayeredList(store, try folderAddress(store), &records)
        }
        if sort == .name { records.sort(by: RecordSummary.precedes) }
        if let kind { records.removeAll { $0.kind != kind.record } }
        let tags = tag.map(Slug.foldingKey)
        records.removeAll { record in !tags.allSatisfy(record.tags.map(Slug.foldingKey).contains) }
        let facts = try ListFacts(store, isLong: long, sort)
        if sort != .name { records = facts.sorted(records, by: sort) }
        if let limit { records = Array(records.prefix(limit)) }
        if json {
            Output.standard.line(RecordJSON.list(records, long ? facts : nil, isLayered ? layers : nil))
        } else {
            write(records, facts, layers)
        }
        if !globals.quiet { layers.tellProblems(of: store) }
        facts.warnOfHorizon(isQuiet: globals.quiet)
    }

    private func folderAddress(_ store: Store) throws(StoreError) -> Address {
        guard let folder, folder != "/" else { return .top }
        do {
            let address = try Address(validating: folder)
            let layers = store.layers.layers.map(\.store)
            guard ([store] + layers).contains(where: { $0.contents().folders.contains(address) }) else {
                let near = Suggestion.nearest(to: address.path, among: store.contents().folders.map(\.path))
                throw StoreError.notFound(kind: "folder", address: folder, near: near.map { [$0] } ?? [])
            }
            return address
        } catch let error as AddressError {
            throw .address(error)
        } catch let error as StoreError {
            throw error
        } catch {
            throw .notFound(kind: "folder", address: folder, near: [])
        }
    }

    private func write(_ records: [RecordSummary], _ facts: ListFacts, _ layers: LayeredList) {
        let output = Output.standard
        if records.isEmpty {
            if !globals.quiet {
                let isFiltered = !tag.isEmpty || kind != nil
                Output.error.line(
                    isFiltered
                        ? "nothing here is like that; `promptpal list` shows what there is"
                        : "nothing here; `promptpal new prompt NAME` makes a prompt")
            }
            return
        }
        var table = Table(whole: [0, 1, 3, 4, 5])
        for record in records {
            let name = record.kind == .folder ? record.address.path + "/" : record.address.path
            var cells = [Terminal.styled(Terminal.safe(name), record.kind == .prompt ? .bold : .cyan)]
            cells.append(record.kind == .prompt ? "" : record.kind.rawValue)
            cells.append(
                record.isBroken ? Terminal.styled("can't be read", .red) : Terminal.safe(record.name))
            if long {
                cells +=
                    layers.name(of: record) == nil
                    ? facts.cells(record, isShort: output.isTerminal) : ["", "", ""]
                cells.append(Terminal.safe(record.tags.map { "#" + $0 }.joined(separator: " ")))
                cells.append(Terminal.safe(record.summary ?? ""))
            }
            if let layer = layers.name(of: record) {
                cells.append(Terminal.styled(Terminal.safe("in \(layer)"), .dim))
            }
            table.rows.append(cells)
        }
        output.write(table.text(width: output.isTerminal ? Terminal.width : nil))
    }
}
