internal import ArgumentParser
internal import JSON
internal import PromptCore
internal import PromptStore

/// `promptpal label`
struct LabelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Say which version of a prompt \"production\" means.",
        discussion: """
            A label is a name for one version of one prompt. What reads ADDRESS@LABEL gets
            the prompt with its modules and variables, all as they were then. Labels are in
            labels.yaml and travel with the store; each change of one is a version.

            EXAMPLES:
              promptpal label set marketing/launch-email production@v3
              promptpal render marketing/launch-email@production
              promptpal label log production
            """,
        subcommands: [
            LabelSetCommand.self, LabelRemoveCommand.self, LabelListCommand.self, LabelLogCommand.self,
        ])
}

/// `promptpal label set`
struct LabelSetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Give a version of a prompt a label, or move the label to it.",
        discussion: """
            Without @VERSION the label is at the last commit: the prompt, and the modules
            and variables that it uses, as they are saved now.

            EXAMPLES:
              promptpal label set marketing/launch-email production
              promptpal label set marketing/launch-email production@v3
              promptpal label set marketing/launch-email production@staging
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The record.", completion: .custom(Completion.addressesAndFolders))
    var address: String

    @Argument(
        help: ArgumentHelp(
            "The label, with the version it shall mean: @v3, a label, or a commit, branch or tag.",
            valueName: "name[@version]"))
    var label: String

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: RecordKindArgument?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let named = VersionedName(label)
        let change = try globals.carryOut { store throws(StoreError) in
            try store.setLabel(
                SetLabelRequest(
                    named.name, of: globals.record(address, kind: kind?.record), at: named.spec,
                    write: write.options))
        }
        if write.json { return Output.standard.line(LabelText.json(change)) }
        if change.hasUnsavedEdits, !globals.quiet {
            Output.error.line(
                "promptpal: \(Terminal.line(change.address.path)) has edits that are not saved; the label does not mean them"
            )
        }
        let version = LabelText.version(change)
        if change.committed.commit == nil {
            if !globals.quiet {
                Output.standard.line(
                    Terminal.safe("\(change.address.path)@\(change.label) is at \(version) already"))
            }
            return
        }
        let text =
            change.before.map {
                "moved \(change.address.path)@\(change.label) from \($0.prefix(7)) to \(version)"
            }
            ?? "\(change.address.path)@\(change.label) is at \(version) now"
        Done.line(text, committed: change.committed, globals: globals)
    }
}

/// The output of the label commands.
enum LabelText {
    /// `v3 (3f2a9c1)`, or the commit alone.
    static func version(_ change: LabelChange) -> String {
        let commit = String(change.after?.prefix(7) ?? "")
        return change.number.map { "v\($0), commit \(commit)" } ?? "commit \(commit)"
    }

    static func json(_ change: LabelChange) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.set("label", to: change.label)
            object.set("address", to: change.address.path)
            object.set("id", to: change.id.description)
            object.set("at", to: change.after)
            object.set("before", to: change.before)
            object.set("changed", to: change.committed.commit != nil)
            object.set("commit", to: change.committed.commit)
        }
        return json.text
    }
}

/// `promptpal label rm`
struct LabelRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Take a label from a prompt.",
        discussion: """
            The version stays; `promptpal label log` knows where the label was.

            EXAMPLES:
              promptpal label rm marketing/launch-email staging
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The record.", completion: .custom(Completion.addressesAndFolders))
    var address: String

    @Argument(help: "The label.")
    var label: String

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: RecordKindArgument?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let change = try globals.carryOut { store throws(StoreError) in
            try store.removeLabel(
                RemoveLabelRequest(
                    label, of: globals.record(address, kind: kind?.record), write: write.options))
        }
        if write.json { return Output.standard.line(LabelText.json(change)) }
        Done.line(
            "removed label \(change.label) of \(change.address.path)", committed: change.committed,
            globals: globals)
    }
}
