internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptMerge
internal import PromptStore
internal import SafeFiles

/// `promptpal resolve`
struct ResolveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Resolve conflicts that a merge left in files.",
        discussion: """
            Without an address, it lists all open conflicts; with an address and no choice,
            it shows both versions. --ours and --theirs choose one of them, --both keeps two
            texts as two options. A resolution is one commit.

            EXAMPLES:
              promptpal resolve
              promptpal resolve marketing/launch-email
              promptpal resolve marketing/launch-email --theirs
              promptpal resolve marketing/launch-email --at modules.persona --both
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: "A prompt, module, variable or folder, or promptpal.yaml.",
        completion: .custom(Completion.addressesAndFolders))
    var address: String?

    @Flag(help: "Keep the version in place and remove the other one.")
    var ours = false

    @Flag(help: "Replace the version in place with the other one.")
    var theirs = false

    @Flag(help: "Keep both texts as ordinary options.")
    var both = false

    @Option(
        name: [.customLong("at"), .customLong("option")],
        help: ArgumentHelp(
            "Only conflicts at this key or below it: modules.persona.", valueName: "key"))
    var key: String?

    @Option(help: "Use the file of this kind if several have the address.")
    var kind: RecordKindArgument?

    @OptionGroup var write: WriteArguments

    private var choice: ConflictChoice? { ours ? .ours : theirs ? .theirs : both ? .both : nil }

    func validate() throws {
        if [ours, theirs, both].filter(\.self).count > 1 {
            throw ValidationError("Give only one of --ours, --theirs and --both.")
        }
        if address == nil, choice != nil || key != nil {
            throw ValidationError("Give the address of the record with the conflicts.")
        }
    }

    func run() throws {
        guard let address else { return try list(all()) }
        guard let choice else { return try list([one(address)]) }
        let done = try globals.carryOut { store throws(StoreError) in
            try store.resolve(
                ResolveRequest(
                    globals.record(address, kind: kind?.record), keeping: choice, at: key,
                    write: write.options))
        }
        StructureText(
            done.change, key: "settled",
            done: "resolved \(counted(done.count, one: "conflict")) with \(choice.title) in"
        ).say(isJSON: write.json, globals: globals)
    }

    private func one(_ address: String) throws -> ParsedFile {
        try globals.carryOut { store throws(StoreError) in
            try store.conflicted(globals.record(address, kind: kind?.record))
        }
    }

    /// Returns the files with open conflicts, sorted by address.
    private func all() throws -> [ParsedFile] {
        Output.choose(globals.color)
        let store = try globals.store()
        var files = (try? [store.read(.manifest, at: .top)]) ?? []
        for entry in store.contents().files {
            guard let file = try? store.read(entry.kind, at: entry.address) else { continue }
            files.append(file)
        }
        return files.filter { !$0.openConflicts.isEmpty || $0.hasConflictMarkers }
    }

    private func list(_ files: [ParsedFile]) throws {
        write.json
            ? Output.standard.line(ConflictJSON.text(files))
            : ConflictText.write(files, isOne: address != nil)
        let count = files.reduce(0) { $0 + $1.openConflicts.count + ($1.hasConflictMarkers ? 1 : 0) }
        if !write.json, !globals.quiet {
            Output.standard.line(count == 0 ? "there are no conflicts" : counted(count, one: "conflict"))
        }
        if count > 0 { throw Failure(status: 1, message: "") }
    }
}

/// Conflicts for people.
private enum ConflictText {
    static func write(_ files: [ParsedFile], isOne: Bool) {
        let output = Output.standard
        for file in files {
            if file.hasConflictMarkers {
                output.line(
                    "\(Terminal.line(file.source.name)): has Git's conflict markers; edit the file"
                )
            }
            for conflict in file.openConflicts {
                output.line(
                    Terminal.styled(Terminal.line(file.shownAddress), as: .bold) + "  "
                        + Terminal.line(conflict.key))
                for (word, text) in [("ours", conflict.ours), ("theirs", conflict.theirs)] {
                    show(word, text: text, isWhole: isOne, on: output)
                }
            }
        }
    }

    private static func show(_ word: String, text: String, isWhole: Bool, on output: Output) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let kept = lines.last == "" ? Array(lines.dropLast()) : lines
        guard kept.count > 1 else {
            output.line("  \(word): \(Terminal.line(kept.first ?? ""))")
            return
        }
        output.line("  \(word):")
        let shown = isWhole ? kept.count : min(kept.count, 3)
        for line in kept.prefix(shown) { output.line("    " + Terminal.line(line)) }
        if shown < kept.count { output.line("    … \(counted(kept.count - shown, one: "more line"))") }
    }
}

/// Conflicts as JSON; keys and their order are documented and stable.
private enum ConflictJSON {
    static func text(_ files: [ParsedFile]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for file in files {
                if file.hasConflictMarkers {
                    list.object { object in
                        object.set("address", to: file.shownAddress)
                        object.set("path", to: file.source.name)
                        object.set("kind", to: "markers")
                        object.set("at", to: "")
                    }
                }
                for conflict in file.openConflicts {
                    list.object { object in
                        object.set("address", to: file.shownAddress)
                        object.set("path", to: file.source.name)
                        object.set("kind", to: conflict.kind.rawValue)
                        object.set("at", to: conflict.key)
                        object.set("ours", to: conflict.ours)
                        object.set("theirs", to: conflict.theirs)
                    }
                }
            }
        }
        return json.text
    }
}
