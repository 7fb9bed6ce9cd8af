internal import ArgumentParser
internal import PromptStore

/// `promptpal push`
struct PushCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "push",
        abstract: "Send your changes to the library that this one is shared with.",
        discussion: """
            Its branch only ever goes forward: where it has changes that you do not have,
            nothing is sent, and `promptpal sync` does both. Edits that are not saved are
            not sent.

            EXAMPLES:
              promptpal push
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Print what was done as JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let progress = TransferBar(quiet: globals.quiet)
        defer { progress?.finish() }
        let pushed = try Failure.folding { () throws(StoreError) in
            try store.push(progress: { progress?.update($0) })
        }
        progress?.finish()
        if json { return Output.standard.line(SharingJSON.pushed(pushed)) }
        SharingText.write(pushed, globals: globals)
    }
}
