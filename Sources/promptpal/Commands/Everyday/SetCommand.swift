internal import ArgumentParser
internal import PromptCore
internal import PromptStore

/// `promptpal set`
struct SetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change single values in a file.",
        discussion: """
            Comments, order and layout stay as they are. An empty value removes the key; +=
            and -= add to and remove from lists. Modules and options are named by handle,
            name or number.

            EXAMPLES:
              promptpal set marketing/launch-email description="Announces a launch"
              promptpal set marketing/launch-email tags+=email modules.task.role=system
              promptpal set marketing/launch-email variables.words.max=300
              promptpal set marketing description="All campaigns"
            """)

    @OptionGroup var globals: Globals

    @Argument(
        help: "The address of a prompt, module, variable or folder.",
        completion: .custom(Completion.addressesAndFolders))
    var address: String

    @Argument(help: ArgumentHelp("A key and its new value.", valueName: "key=value"))
    var assignments: [String]

    @Option(help: "Use the file of this kind if several have the address.")
    var kind: RecordKindArgument?

    @OptionGroup var write: WriteArguments

    func validate() throws {
        if assignments.isEmpty { throw ValidationError("Give at least one KEY=VALUE.") }
    }

    func run() throws {
        let request = SetRequest(
            globals.record(address, kind: kind?.record), assignments: try assignments.map(SetCommand.read),
            write: write.options)
        let done = try globals.carryOut { store throws(StoreError) in try store.set(request) }
        let path = done.record.path
        if write.json {
            Output.standard.line(
                RecordJSON.changed(
                    path: path, address: done.record.address.shown, isChanged: done.isChanged,
                    commit: done.committed.commit))
        } else {
            let keys = done.keys.joined(separator: ", ")
            Done.line(
                done.isChanged ? "set \(keys) in \(path)" : "nothing to change in \(path)",
                committed: done.committed, quiet: globals.quiet
            )
        }
    }

    private static func read(_ text: String) throws -> Assignment {
        do throws(AssignmentError) {
            return try Assignment(text)
        } catch {
            throw Failure(status: 64, message: error.message, help: error.help)
        }
    }
}
