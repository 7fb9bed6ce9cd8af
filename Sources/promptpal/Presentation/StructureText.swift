internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore

/// The outcome of `module`, `option` and `variable` commands and of `resolve`, for people and as JSON.
struct StructureText {
    let outcome: StructureOutcome
    /// The key of the part in `--json`.
    let key: String
    /// The change, without the file: `added module task to`.
    let done: String

    init(_ outcome: StructureOutcome, key: String, done: String) {
        self.outcome = outcome
        self.key = key
        self.done = done
    }

    func say(isJSON: Bool, globals: Globals) {
        if isJSON { return Output.standard.line(RecordJSON.structure(outcome, key: key)) }
        let count = outcome.changed.count
        var line = "\(done) \(outcome.path)"
        if count == 0 { line = "nothing to change in \(outcome.path)" }
        if count > 1 { line += " and \(counted(count - 1, one: "other file"))" }
        Done.line(line, committed: outcome.committed, quiet: globals.quiet)
        if globals.quiet { return }
        Output.standard.flush()
        for note in outcome.notes {
            Output.error.line("promptpal: \(Terminal.line(note.text))")
            if let help = note.help { Output.error.line("  help: \(Terminal.line(help))") }
        }
        Output.error.flush()
    }
}

extension StructureNote {
    /// The message for people.
    var text: String {
        switch self {
        case .warning(let problem), .unused(let problem, _, _): problem.message
        case .newDefault(let option):
            "it was the default; the default is now the first option, \(quoted(option))"
        case .keepsFileName(let path): "the file is still called \(path)"
        case .conflictsLeft(let count, _): "\(counted(count, one: "conflict")) left"
        }
    }

    /// The hint for people.
    var help: String? {
        switch self {
        case .warning(let problem): problem.help
        case .unused(_, let variable, let record):
            "run `promptpal variable rm \(ShellWord.quoted(record.path)) \(variable)` to remove it"
        case .newDefault: nil
        case .keepsFileName:
            "run `promptpal mv` to change its address; the variable's name stays the same"
        case .conflictsLeft(let count, let record):
            "run `promptpal resolve \(ShellWord.quoted(record))` to see \(count == 1 ? "it" : "them")"
        }
    }
}

extension RecordJSON {
    /// Returns the output of `module`, `option` and `variable` commands and of `resolve`.
    static func structure(_ outcome: StructureOutcome, key: String) -> String {
        var json = JSONWriter(pretty: true)
        json.object { record in
            record.set("address", to: outcome.record.shownAddress)
            record.set("path", to: outcome.path)
            record.set(key, to: outcome.part)
            record.set("changed", to: !outcome.changed.isEmpty)
            record.array("files") { list in outcome.changed.forEach { list.value($0) } }
            record.array("notes") { list in outcome.notes.forEach { list.value($0.text) } }
            record.set("commit", to: outcome.committed.commit)
        }
        return json.text
    }
}
