internal import ArgumentParser
internal import Diagnostics
internal import PromptCore
internal import PromptStore

/// `promptpal set`
struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change values in a file, and nothing else of it.",
        discussion: """
            Comments, order and layout stay as they are. An empty value takes the key out;
            += and -= add to and take from lists. Modules and options are named by handle
            or number.

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

    @Argument(help: ArgumentHelp("What to change.", valueName: "key=value"))
    var assignments: [String]

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: New.Kind?

    @OptionGroup var write: WriteArguments

    func validate() throws {
        if assignments.isEmpty { throw ValidationError("Give at least one KEY=VALUE.") }
    }

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let parsed = try assignments.map(Set.read)
        // What is found without the lock is found without waking Git.
        _ = try Lookup(store, globals).file(address, kind: kind?.record)
        var change = try Failure.folding { () throws(StoreError) in try store.begin(write.options) }
        let before = try Lookup(store, globals).file(address, kind: kind?.record)
        guard before.record != nil else {
            throw Failure(blocked: [Checker.blocking(before, in: store.library())].compactMap { $0 })
        }
        let after = try Set.apply(parsed, to: before)
        try Set.refuse(after, instead: before, store.library())
        var keys: [String] = []
        for key in parsed.map({ $0.key.joined(separator: ".") }) where !keys.contains(key) {
            keys.append(key)
        }
        let what = keys.joined(separator: ", ")
        let (address, path) = (before.address, before.address.file(before.kind))
        change.draft.replace(before, with: after)
        let name = address.path.isEmpty ? "prompts/" : address.path
        let message = ChangeMessage(
            "set", "Set \(what) of \(name)", ids: after.record?.header.id.map { [$0.value] } ?? [])
        let done = try Failure.committing(change, message)
        let isChanged = done.fileCount > 0
        if write.json {
            Output.standard.line(
                RecordJSON.changed(
                    path: path, address: address.path, isChanged: isChanged, commit: done.commit))
        } else {
            Done.line(isChanged ? "set \(what) in \(path)" : "\(path) said so already", done, globals)
        }
    }

    private static func read(_ text: String) throws -> Assignment {
        do throws(AssignmentError) {
            return try Assignment(text)
        } catch {
            throw Failure(64, error.message, help: error.help)
        }
    }

    /// Refuses a file that `validate` would find an error in that it does not find now: what decoding
    /// can't see, such as a default against its own rules, a broken text, or a module that is not there. Values
    /// that only fit together are set in one command.
    private static func refuse(
        _ after: ParsedFile, instead before: ParsedFile, _ library: any Library
    ) throws {
        let known = Checker.check(before, in: library).filter { $0.severity == .error }.map(\.message)
        let found = Checker.check(after, in: library)
        if let new = found.first(where: { $0.severity == .error && !known.contains($0.message) }) {
            throw Failure(1, new.message, help: new.help)
        }
    }

    private static func apply(_ assignments: [Assignment], to file: ParsedFile) throws -> ParsedFile {
        do throws(AssignmentError) {
            return try file.applying(assignments).assigningID(Stamp.newID())
        } catch {
            throw Failure(error)
        }
    }
}
