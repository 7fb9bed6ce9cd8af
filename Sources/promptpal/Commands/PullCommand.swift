internal import ArgumentParser
internal import PromptStore

/// `promptpal pull`
struct PullCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pull",
        abstract: "Take the changes of the library that this one is shared with.",
        discussion: """
            Where both sides changed, their changes are merged prompt by prompt: by module,
            option and variable, not only by line. What can't be both is kept in both
            versions, and `promptpal resolve` settles it. Edits that you have not saved stay
            yours. Either all of it is done, or nothing.

            EXAMPLES:
              promptpal pull
              promptpal pull --json | jq -r '.changes[].path'
            """)

    @OptionGroup var globals: Globals

    @OptionGroup var write: WriteArguments

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let progress = TransferBar(quiet: globals.quiet)
        defer { progress?.finish() }
        let pulled = try Failure.folding { () throws(StoreError) in
            try store.pull(write.options, progress: { progress?.update($0) })
        }
        progress?.finish()
        if write.json { return Output.standard.line(SharingJSON.pulled(pulled)) }
        SharingText.write(pulled, globals: globals)
    }
}
