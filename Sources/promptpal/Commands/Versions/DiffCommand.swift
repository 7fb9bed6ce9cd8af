internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptMerge
internal import PromptStore

/// `promptpal diff`
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show how a prompt differs between versions, module by module.",
        discussion: """
            With one version, that version is compared with the work tree; with none, the
            last commit is. Without an address, all uncommitted edits are shown. Removed and
            added words are marked in texts.

            EXAMPLES:
              promptpal diff
              promptpal diff marketing/launch-email
              promptpal diff marketing/launch-email@v2 @v4
              promptpal diff marketing/launch-email@v2 --lines > change.patch
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: ArgumentHelp("The address, with the older version after an @.", valueName: "address[@a]"),
        completion: .custom(Completion.addressesAndFolders))
    var older: String?

    @Argument(help: ArgumentHelp("The newer version; default: the work tree.", valueName: "@b"))
    var newer: String?

    @Option(help: "Use the file of this kind if several have the address.")
    var kind: RecordKindArgument?

    @Flag(help: "Show the files line by line, like diff -u.")
    var lines = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if json, lines { throw ValidationError("Give either --json or --lines, not both.") }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        if let newer, !newer.hasPrefix("@"), let older {
            throw Failure(
                status: 64, message: "the second version must be written @VERSION, not \(quoted(newer))",
                help: "`promptpal diff \(ShellWord.quoted(VersionedName(older).name))@v1 @v2`")
        }
        let request = DiffRequest(
            record: older.map { globals.record($0, kind: kind?.record) },
            newer: newer.map { String($0.dropFirst()) })
        let found = try Failure.folding { () throws(StoreError) in try store.diff(request) }
        write(found.records, isOne: older != nil)
    }

    private func write(_ pairs: [ComparedRecord], isOne: Bool) {
        let output = Output.standard
        if json {
            output.line(isOne ? DiffJSON.text(pairs[0].comparison) : ComparedRecord.json(pairs))
            return
        }
        for pair in pairs {
            if lines {
                if output.isTerminal {
                    for line in pair.lines { output.line(line) }
                } else {
                    output.write(pair.patch)
                }
            } else {
                for line in DiffText.lines(pair.comparison, title: pair.title) { output.line(line) }
            }
        }
    }
}

extension ComparedRecord {
    var comparison: RecordComparison { .between(before, and: after) }

    /// The heading `prompt marketing/launch-email  v3 → v4`; with both addresses if it was renamed.
    var title: String {
        let (old, new) = (before?.shownAddress, after?.shownAddress)
        let kind = (after ?? before)?.kind.rawValue ?? ""
        guard let old, let new, old != new else {
            return "\(kind) \(new ?? old ?? "")  \(from.word) → \(to.word)"
        }
        return "\(kind) \(old)  \(from.word) → \(new)  \(to.word)"
    }

    /// The difference of the files' lines, as input for `patch` and `git apply`.
    var patch: [UInt8] {
        comparison.lines().bytes(
            oldName: before.map { "a/" + $0.source.name } ?? "/dev/null",
            newName: after.map { "b/" + $0.source.name } ?? "/dev/null")
    }

    /// The same for a terminal.
    var lines: [String] {
        let text = DiffText.lines(comparison.lines())
        guard !text.isEmpty else { return [] }
        return [
            Terminal.styled(
                Terminal.line("--- \(before.map { "a/" + $0.source.name } ?? "/dev/null")"), as: .bold),
            Terminal.styled(
                Terminal.line("+++ \(after.map { "b/" + $0.source.name } ?? "/dev/null")"), as: .bold),
        ] + text
    }

    /// Returns several differences, as an array of objects with the changes of each.
    static func json(_ pairs: [ComparedRecord]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for pair in pairs {
                guard let file = pair.after ?? pair.before else { continue }
                list.object { object in
                    object.set("address", to: file.shownAddress)
                    object.set("kind", to: file.kind.rawValue)
                    object.set("path", to: file.source.name)
                    let old = pair.before.flatMap {
                        $0.source.name == file.source.name ? nil : $0.source.name
                    }
                    object.set("previous_path", to: old)
                    DiffJSON.member("changes", of: pair.comparison, to: &object)
                }
            }
        }
        return json.text
    }
}

extension ComparedRecord.Side {
    /// The side in the form for people.
    fileprivate var word: String {
        switch self {
        case .nothing: "nothing"
        case .lastCommit: "last commit"
        case .workTree: "work tree"
        case .version(let text): text
        }
    }
}
