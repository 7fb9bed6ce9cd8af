internal import ArgumentParser
internal import JSON
internal import PromptCore
internal import PromptStore
internal import SafeFiles

/// `promptpal status`
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the edits that are not committed yet.",
        discussion: """
            Compares the files of the store with the last commit and lists the files that an
            editor changed, added, moved or deleted. `promptpal save` commits them.

            EXAMPLES:
              promptpal status
              promptpal status --json | jq -r '.[] | select(.change == "invalid").path'
            """)

    @OptionGroup var globals: Globals

    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        Output.choose(globals.color)
        let store = try globals.store()
        let status = try Failure.folding { () throws(StoreError) in try store.status() }
        let text = StatusText(status)
        if json {
            Output.standard.line(StatusJSON.status(status))
        } else {
            Output.standard.write(text.lines(of: status.changes))
        }
        guard !globals.quiet else { return }
        if let situation = text.situation { Output.error.line("promptpal: \(situation)") }
        if json { return }
        if status.changes.isEmpty {
            if !store.overlooked.isEmpty { return }
            Output.error.line("there are no uncommitted edits")
        } else if status.operation == nil, status.hasVersions {
            Output.error.line(
                "run `promptpal save ADDRESS…` to commit some edits, `promptpal save --all` to commit all")
        }
    }
}

/// The JSON of `status`, `save`, `restore` and `undo`.
enum StatusJSON {
    static func status(_ status: StoreStatus) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in for change in status.changes { list.object { write(change, to: &$0) } } }
        return json.text
    }

    static func saved(_ saved: Saved) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.set("changed", to: saved.committed.commit != nil)
            object.set("commit", to: saved.committed.commit)
            object.set("summary", to: saved.summary)
            object.array("files") { list in
                for change in saved.changes { list.object { write(change, to: &$0) } }
            }
            object.array("notes") { notes in saved.notes.forEach { notes.value($0) } }
        }
        return json.text
    }

    static func restored(_ restored: Restored, version: String) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.set("address", to: restored.record.address.shown)
            object.set("path", to: restored.record.path)
            object.set("version", to: version)
            object.set("changed", to: restored.committed.commit != nil)
            object.set("commit", to: restored.committed.commit)
        }
        return json.text
    }

    static func undone(_ undone: Undone) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.set("undone", to: undone.undone)
            object.set("summary", to: undone.summary)
            object.set("changed", to: undone.committed.commit != nil)
            object.set("commit", to: undone.committed.commit)
            object.array("paths") { paths in undone.paths.forEach { paths.value($0) } }
        }
        return json.text
    }

    private static func write(_ change: StatusChange, to object: inout JSONWriter) {
        object.set("address", to: change.record.flatMap { $0.kind == .manifest ? nil : $0.address.shown })
        object.set("path", to: change.path)
        object.set("change", to: change.isInvalid ? "invalid" : change.kind.rawValue)
        object.set("old_path", to: change.oldPath)
    }
}
