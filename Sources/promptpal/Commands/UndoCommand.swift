internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal undo`
struct UndoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Take the last change back.",
        discussion: """
            Takes back the last change that promptpal made, as a new commit; again, and it
            takes back the one before. The commit of an undo, given as COMMIT, is taken
            back too: that is a redo. Later changes are never lost: where one stands in the
            way, nothing is written and it is named.

            EXAMPLES:
              promptpal undo
              promptpal undo 3f2a9c1
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The commit to take back; without, the last one.")
    var commit: String?

    @Flag(help: "Also where a module or variable that goes away with it is still used.")
    var force = false

    @OptionGroup var write: WriteArguments

    func run() throws {
        let undone = try globals.carryOut { store throws(StoreError) in
            try store.undo(UndoRequest(commit, isForced: force, write: write.options))
        }
        if write.json {
            Output.standard.line(StatusJSON.undone(undone))
            return
        }
        for path in undone.merged where !globals.quiet {
            Output.error.line("\(Terminal.line(path)) changed later in other lines, and keeps that")
        }
        Done.line("took back \(undone.shortUndone) \(quoted(undone.summary))", committed: undone.committed, globals: globals)
    }
}
