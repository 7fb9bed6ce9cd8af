internal import PromptCore
internal import PromptStore

/// The output of `pull`, `push` and `sync`.
enum SharingText {
    /// The number of files that are named; further ones are counted.
    private static let maxLines = 20

    static func write(_ pulled: Pulled, globals: Globals) {
        guard !globals.quiet else { return }
        let output = Output.standard
        let commit = pulled.commit.map { " (\($0.prefix(7)))" } ?? ""
        let count = counted(pulled.commitCount, one: "version")
        switch pulled.result {
        case .nothingThere:
            output.line(Terminal.safe("\(pulled.name) is not there yet; `promptpal push` makes it"))
        case .upToDate: output.line(Terminal.safe("nothing new in \(pulled.name)"))
        case .fastForward: output.line(Terminal.safe("took \(count) from \(pulled.name)") + commit)
        case .merged: output.line(Terminal.safe("merged \(count) from \(pulled.name) with yours") + commit)
        }
        for change in pulled.changes.prefix(maxLines) {
            let name =
                change.record.map { $0.address.path.isEmpty ? change.path : $0.address.path } ?? change.path
            let kind =
                change.record.map {
                    $0.kind == .prompt || $0.kind == .manifest ? "" : " (\($0.kind.rawValue))"
                } ?? ""
            let mark = change.kind == .added ? "+" : change.kind == .deleted ? "-" : "~"
            output.line("  \(mark) \(Terminal.line(name + kind))")
        }
        if pulled.changes.count > maxLines {
            output.line("  and \(pulled.changes.count - maxLines) more files")
        }
        output.flush()
        for note in pulled.notes {
            let location = note.key.isEmpty ? "" : ", \(note.key)"
            Output.error.line("promptpal: \(Terminal.line("\(note.path)\(location): \(note.message)"))")
        }
        if pulled.notes.contains(where: \.isConflict) {
            Output.error.line(
                "  help: `promptpal resolve` lists what was kept in both versions, and settles it")
        }
        for path in pulled.kept {
            Output.error.line("promptpal: \(Terminal.line(path)) keeps your edits, which are not saved yet")
        }
    }

    static func write(_ pushed: Pushed, globals: Globals) {
        defer {
            if let note = pushed.note {
                Output.standard.flush()
                Output.error.line("promptpal: \(Terminal.line(note.message))")
                if let help = note.help { Output.error.line("  help: \(Terminal.line(help))") }
            }
        }
        guard !globals.quiet else { return }
        guard let commit = pushed.commit else {
            return Output.standard.line("there is no version yet, so there is nothing to send")
        }
        let text =
            pushed.commitCount == 0
            ? "nothing to send: \(pushed.name) has all of it"
            : "sent \(counted(pushed.commitCount, one: "version")) to \(pushed.name)"
                + (pushed.isNew ? ", which is new" : "")
        Output.standard.line(Terminal.safe(text) + " (\(commit.prefix(7)))")
    }
}
