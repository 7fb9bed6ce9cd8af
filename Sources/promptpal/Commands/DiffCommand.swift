internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore

/// `promptpal diff`
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show how a prompt differs between versions, module by module.",
        discussion: """
            With one version, that one is compared with the work tree; without any, the
            last commit is. Without an address, everything that is not saved yet is shown.
            Words that were removed or added are marked in texts.

            EXAMPLES:
              promptpal diff
              promptpal diff marketing/launch-email
              promptpal diff marketing/launch-email@v2 @v4
              promptpal diff marketing/launch-email@v2 --lines > change.patch
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: ArgumentHelp("The address, with the older version behind an @.", valueName: "address[@a]"),
        completion: .custom(Completion.addressesAndFolders))
    var older: String?

    @Argument(help: ArgumentHelp("The newer version; without one, the work tree.", valueName: "@b"))
    var newer: String?

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: NewCommand.RecordKindArgument?

    @Flag(help: "Show the lines of the files, as diff -u does.")
    var lines = false

    @Flag(help: "Print JSON.")
    var json = false

    func validate() throws {
        if json, lines { throw ValidationError("--json and --lines: give one of them.") }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        if let newer, !newer.hasPrefix("@"), let older {
            throw Failure(
                status: 64, message: "the second version is written @VERSION, not \(quoted(newer))",
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
