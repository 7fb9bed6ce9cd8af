internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore

/// `promptpal list`
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List prompts, modules, variables and folders.",
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

        var order: ListRequest.Order {
            switch self {
            case .name: .name
            case .used: .used
            case .updated: .updated
            }
        }
    }

    @OptionGroup var globals: Globals

    @Argument(help: "Only records in this folder.", completion: .custom(Completion.folders))
    var folder: String?

    @Option(
        help: ArgumentHelp("Only records with this tag; if repeated, with all of them.", valueName: "tag"),
        completion: .custom(Completion.tags))
    var tag: [String] = []

    @Option(help: "Only prompts, modules, variables or folders.")
    var kind: RecordKindArgument?

    @Option(help: "The order: name (by address), used (most used first) or updated (newest first).")
    var sort: Sort = .name

    @Option(help: ArgumentHelp("Show at most this many.", valueName: "n"))
    var limit: Int?

    @Flag(help: "Also show the last change, use counts, tags and description.")
    var long = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit must be 0 or more.") }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let request = ListRequest(
            folder: folder, tags: tag, kind: kind?.record, order: sort.order, limit: limit, findsFacts: long)
        let list = try Failure.folding { () throws(StoreError) in try store.list(request) }
        if json {
            Output.standard.line(RecordJSON.list(list))
        } else if list.rows.isEmpty {
            noteEmpty()
        } else if long || list.isLayered || !PlainList(list.rows).write(to: Output.standard) {
            write(list)
        }
        if !globals.quiet { note(list) }
    }

    private func noteEmpty() {
        guard !globals.quiet else { return }
        let isFiltered = !tag.isEmpty || kind != nil
        Output.error.line(
            isFiltered
                ? "nothing matches; run `promptpal list` to list all records"
                : "there are no records here; run `promptpal new prompt NAME` to make a prompt")
    }

    private func write(_ list: ListOutcome) {
        let output = Output.standard
        var table = Table(whole: [0, 1, 3, 4, 5])
        for (index, row) in list.rows.enumerated() {
            let record = row.record
            let name =
                record.kind == .folder && record.address != .top
                ? record.address.path + "/" : record.address.shown
            var cells = [Terminal.styled(Terminal.safe(name), as: record.kind == .prompt ? .bold : .cyan)]
            cells.append(record.kind == .prompt ? "" : record.kind.rawValue)
            cells.append(
                record.isBroken ? Terminal.styled("can't be read", as: .red) : Terminal.safe(record.name))
            if long {
                cells +=
                    row.layer == nil
                    ? list.facts[index].cells(isShort: output.isTerminal) : ["", "", ""]
                cells.append(Terminal.safe(record.tags.map { "#" + $0 }.joined(separator: " ")))
                cells.append(Terminal.safe(record.summary ?? ""))
            }
            if let layer = row.layer {
                cells.append(Terminal.styled(Terminal.safe("in \(layer)"), as: .dim))
            }
            table.rows.append(cells)
        }
        output.write(table.text(width: output.isTerminal ? Terminal.width : nil))
    }

    /// Prints the layers that are not used, and unknown facts.
    private func note(_ list: ListOutcome) {
        if list.layerProblems.isEmpty, list.knowsAllChanges { return }
        Output.standard.flush()
        for problem in list.layerProblems {
            Output.error.line("promptpal: \(Terminal.line(problem.message))")
            if let help = problem.help { Output.error.line("  help: \(Terminal.line(help))") }
        }
        guard !list.knowsAllChanges else { return }
        Output.error.line(
            "promptpal: some last changes are before the clone's horizon, so they are unknown")
        Output.error.line("  help: run `git fetch --unshallow` to get them")
    }
}

extension ListFacts {
    /// Returns the last change, its author, and the use count of a prompt.
    fileprivate func cells(isShort: Bool) -> [String] {
        let time = updatedAt ?? ""
        let person = updatedBy.map { String($0.prefix { $0 != "<" }) } ?? ""
        return [
            updatedAt == nil ? "before the horizon" : isShort ? String(time.prefix(10)) : time,
            isUncommitted
                ? Terminal.styled("not saved", as: .yellow) : Terminal.line(person.trimmingSpaces),
            uses.map { $0 > 0 ? counted($0, one: "use") : "" } ?? "",
        ]
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var text = self[...]
        while text.utf8.last == 0x20 { text.removeLast() }
        return String(text)
    }
}

/// The output of `list` for programs, written directly from the index's bytes: the same as ``Table`` makes of
/// the records, for a hundred thousand of them in a fraction of the time.
struct PlainList {
    private let rows: [ListRow]

    init(_ rows: [ListRow]) {
        self.rows = rows
    }

    /// - Returns: false if nothing was written: at a terminal, or with colour.
    func write(to output: Output) -> Bool {
        guard !output.isTerminal, !output.usesColour else { return false }
        var widths = (address: 0, kind: 0)
        for row in rows {
            let kind = row.kind
            let slash = kind == .folder ? 1 : 0
            widths.address = max(widths.address, row.withAddress(PlainList.width) + slash)
            if kind != .prompt { widths.kind = max(widths.kind, kind.rawValue.utf8.count) }
        }
        var line: [UInt8] = []
        var buffer: [UInt8] = []
        buffer.reserveCapacity(1 << 16)
        for row in rows {
            line.removeAll(keepingCapacity: true)
            PlainList.append(row, widths: widths, to: &line)
            while line.last == 0x20 { line.removeLast() }
            line.append(0x0A)
            buffer.append(contentsOf: line)
            if buffer.count > 1 << 15 {
                output.write(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        output.write(buffer)
        return true
    }

    private static func append(
        _ row: ListRow, widths: (address: Int, kind: Int), to line: inout [UInt8]
    ) {
        let kind = row.kind
        var used = row.withAddress { append($0, to: &line) }
        if kind == .folder {
            line.append(0x2F)
            used += 1
        }
        appendBlanks(widths.address - used + 2, to: &line)
        if widths.kind > 0 {
            let text = kind == .prompt ? "" : kind.rawValue
            line.append(contentsOf: text.utf8)
            appendBlanks(widths.kind - text.utf8.count + 2, to: &line)
        }
        if row.isBroken {
            line.append(contentsOf: "can't be read".utf8)
        } else {
            _ = row.withName { append($0, to: &line) }
        }
    }

    private static func appendBlanks(_ count: Int, to line: inout [UInt8]) {
        for _ in 0..<max(2, count) { line.append(0x20) }
    }

    /// Appends a text in a form that is safe to print on one line; returns its width.
    private static func append(_ text: UnsafeRawBufferPointer, to line: inout [UInt8]) -> Int {
        if isPlain(text) {
            line.append(contentsOf: text)
            return text.count
        }
        let safe = Terminal.safe(String(decoding: text, as: UTF8.self))
        let shown = safe.replacing("\n", with: " ").replacing("\t", with: " ")
        line.append(contentsOf: shown.utf8)
        return displayWidth(of: shown)
    }

    /// Returns the width of a text before line ends are removed, as the columns of a table are measured.
    private static func width(_ text: UnsafeRawBufferPointer) -> Int {
        isPlain(text) ? text.count : displayWidth(of: Terminal.safe(String(decoding: text, as: UTF8.self)))
    }

    /// Returns true if each byte is a character of one column.
    private static func isPlain(_ text: UnsafeRawBufferPointer) -> Bool {
        var odd: UInt8 = 0
        for byte in text { odd |= byte &- 0x20 >= 0x5F ? 1 : 0 }
        return odd == 0
    }
}
