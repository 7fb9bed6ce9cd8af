internal import ArgumentParser
internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore

/// `promptpal label`
struct LabelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "label",
        abstract: "Define which version of a prompt a name such as \"production\" means.",
        discussion: """
            A label is a name for one version of one prompt. ADDRESS@LABEL means the prompt
            with its modules and variables, all as of that version. Labels are
            shared with the store: format 1 has them in labels.yaml, and format 2 in files
            below labels/, with the texts. Each change of a label is a commit.

            EXAMPLES:
              promptpal label set marketing/launch-email production@v3
              promptpal render marketing/launch-email@production
              promptpal label log production
            """,
        subcommands: [
            LabelSetCommand.self, LabelPromoteCommand.self, LabelRemoveCommand.self, LabelListCommand.self,
            LabelLogCommand.self,
        ])
}

/// `promptpal label set`
struct LabelSetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Set a label on a version of a prompt, or move it there.",
        discussion: """
            Without @VERSION, the label is set at the last commit: the prompt, and the
            modules and variables that it uses, as of that commit. A pattern labels many
            prompts in one commit (format 2): * stands for a part of a name, ** for folders.

            EXAMPLES:
              promptpal label set marketing/launch-email production
              promptpal label set marketing/launch-email production@v3
              promptpal label set marketing/launch-email production@staging
              promptpal label set 'marketing/**' production
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The record, or a pattern.", completion: .custom(Completion.addressesAndFolders))
    var address: String

    @Argument(
        help: ArgumentHelp(
            "The label and its version: @v3, another label, or a commit, branch or tag.",
            valueName: "name[@version]"))
    var label: String

    @Option(help: "Take the file of this kind, where several have the address.")
    var kind: RecordKindArgument?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let named = VersionedName(label)
        if let pattern = AddressPattern(address) { return try set(named, of: pattern) }
        let change = try globals.carryOut { store throws(StoreError) in
            try store.setLabel(
                SetLabelRequest(
                    named.name, of: globals.record(address, kind: kind?.record), at: named.spec,
                    write: write.options))
        }
        if write.json { return Output.standard.line(LabelText.json(change)) }
        if change.hasUnsavedEdits, !globals.quiet {
            Output.error.line(
                "promptpal: \(Terminal.line(change.address.path)) has uncommitted edits; the label does not include them"
            )
        }
        let version = LabelText.version(change)
        if change.committed.commit == nil {
            if !globals.quiet {
                Output.standard.line(
                    Terminal.safe("\(change.address.path)@\(change.label) is already at \(version)"))
            }
            return
        }
        let text =
            change.before.map {
                "moved \(change.address.path)@\(change.label)\($0.isEmpty ? "" : " from \($0.prefix(7))") to \(version)"
            }
            ?? "\(change.address.path)@\(change.label) is now at \(version)"
        Done.line(text, committed: change.committed, quiet: globals.quiet)
    }
}

extension LabelSetCommand {
    private func set(_ named: VersionedName, of pattern: AddressPattern) throws {
        if named.spec != nil {
            throw Failure(
                status: 64, message: "a pattern can't have a version",
                help: "`promptpal label promote FROM \(named.name) PATTERN` takes the texts of another label")
        }
        let change = try globals.carryOut { store throws(StoreError) in
            try store.setLabels(
                SetLabelsRequest(
                    named.name, of: pattern, kind: kind?.record ?? .prompt, write: write.options))
        }
        LabelText.write(change, write: write, globals: globals)
    }
}

/// `promptpal label promote`
struct LabelPromoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote",
        abstract: "Give the texts of one label to another.",
        discussion: """
            Copies the label files of all records that have the first label, in one commit
            (format 2).

            EXAMPLES:
              promptpal label promote staging production
              promptpal label promote staging production 'marketing/**'
            """)

    @OptionGroup var globals: Globals

    @Argument(help: "The label with the texts.")
    var from: String

    @Argument(help: "The label that gets them.")
    var to: String

    @Argument(help: "Only records with these addresses: an address or a pattern.")
    var pattern: String?

    @OptionGroup var write: WriteArguments

    func run() throws {
        let change = try globals.carryOut { store throws(StoreError) in
            try store.promoteLabels(
                PromoteLabelsRequest(
                    from, to: to, of: pattern.map { AddressPattern(exactly: $0) }, write: write.options))
        }
        LabelText.write(change, write: write, globals: globals)
    }
}

extension LabelText {
    /// Prints a change of one label of many records.
    static func write(_ change: LabelsChange, write: WriteArguments, globals: Globals) {
        if write.json { return Output.standard.line(json(change)) }
        for address in change.uncommitted where !globals.quiet {
            Output.error.line(
                "promptpal: \(Terminal.line(address.path)) is not committed yet; it gets no label")
        }
        let same =
            change.unchangedCount == 0 ? "" : "; \(change.unchangedCount) had the same texts already"
        if change.committed.commit == nil {
            if !globals.quiet { Output.standard.line("no label was changed" + same) }
            return
        }
        Done.line(
            "\(change.label) of \(counted(change.changed.count, one: "record")) is set" + same,
            committed: change.committed, quiet: globals.quiet)
    }

    private static func json(_ change: LabelsChange) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.set("label", to: change.label)
            object.array("changed") { list in change.changed.forEach { list.value($0.path) } }
            object.set("unchanged", to: change.unchangedCount)
            object.array("uncommitted") { list in change.uncommitted.forEach { list.value($0.path) } }
            object.set("commit", to: change.committed.commit)
        }
        return json.text
    }
}

/// The output of the label commands.
enum LabelText {
    /// `v3 (3f2a9c1)`, or the commit alone.
    static func version(_ change: LabelChange) -> String {
        guard let commit = change.after?.prefix(7) else { return "the same texts" }
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
        abstract: "Remove a label from a prompt.",
        discussion: """
            The version stays; `promptpal label log` shows where the label was.

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
            "removed label \(change.label) from \(change.address.path)", committed: change.committed,
            quiet: globals.quiet)
    }
}
