internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore

/// What every `module`, `option` and `variable` command that writes does: one transaction with the lock held from before
/// the file is read, and one commit.
struct StructureChange {
    let globals: Globals
    let write: WriteArguments
    /// The command's words, for the commit: `module-add`.
    let operation: String

    /// A file that a command names, and what it may ask for.
    struct Context {
        let store: Store
        let lookup: Lookup
        let library: any Library
    }

    /// What a command makes of it.
    struct Outcome {
        /// Before and after; the file that was named comes first.
        var files: [(before: ParsedFile, after: ParsedFile)]
        /// The key that `--json` names the part by, and its handle or name.
        var part: (key: String, value: String)
        /// The commit's first line.
        var subject: String
        /// What was done, without the file: `added module task to`.
        var done: String
        /// What else people want to know.
        var notes: [(text: String, help: String?)] = []

        init(
            _ files: [(before: ParsedFile, after: ParsedFile)], _ part: (key: String, value: String),
            subject: String, done: String
        ) {
            self.files = files
            self.part = part
            self.subject = subject
            self.done = done
        }

        init(
            _ before: ParsedFile, _ result: StructureResult, _ key: String, subject: String, done: String
        ) {
            self.init([(before, result.file)], (key, result.part), subject: subject, done: done)
        }
    }

    /// Carries out `change` and says what was done.
    func run(_ change: (Context) throws -> Outcome) throws {
        Output.choose(globals.color)
        let store = try globals.store()
        do {
            var transaction = try store.begin(write.options)
            let context = Context(
                store: store, lookup: Lookup(store, globals), library: store.library())
            var outcome = try change(context)
            let changed = try finished(outcome.files, context.library)
            try warn(changed, context.library, &outcome)
            for (before, after) in changed {
                transaction.draft.replace(before.source.name, after.source.bytes, before: before.source.bytes)
            }
            let ids = changed.compactMap { $0.after.record?.header.id?.value }
            let committed =
                changed.isEmpty
                ? Committed(commit: nil, fileCount: 0)
                : try transaction.commit(ChangeMessage(operation, outcome.subject, ids: ids))
            report(outcome, changed.map(\.after), committed)
        } catch let error as StoreError {
            throw Failure(error)
        } catch let error as StructureError {
            throw Failure(1, error.message, help: error.help)
        }
    }

    /// The files that differ, each with an id. Refused where `validate` would find an error that it does not find now.
    private func finished(
        _ files: [(before: ParsedFile, after: ParsedFile)], _ library: any Library
    ) throws -> [(before: ParsedFile, after: ParsedFile)] {
        var changed: [(before: ParsedFile, after: ParsedFile)] = []
        for (before, after) in files where after.source != before.source {
            do throws(AssignmentError) {
                changed.append((before, try after.assigningID(Stamp.newID())))
            } catch {
                throw Failure(error)
            }
        }
        let all = changed.map(\.after)
        for (before, after) in changed {
            let new = Checker.newProblems(in: after, insteadOf: before, .error, library: library, with: all)
            if let first = new.first { throw Failure(1, first.message, help: first.help) }
        }
        return changed
    }

    /// New warnings of `validate` become notes.
    private func warn(
        _ changed: [(before: ParsedFile, after: ParsedFile)], _ library: any Library, _ outcome: inout Outcome
    ) throws {
        let all = changed.map(\.after)
        for (before, after) in changed {
            let new = Checker.newProblems(in: after, insteadOf: before, .warning, library: library, with: all)
            outcome.notes += new.map { ($0.message, help(for: $0, in: after)) }
        }
    }

    /// A variable that a change left without a text is offered to be removed.
    private func help(for problem: Diagnostic, in file: ParsedFile) -> String? {
        guard problem.breaks(.unusedVariables), operation != "variable-set", let range = problem.range else {
            return problem.help
        }
        let name = String(decoding: file.source.bytes[range], as: UTF8.self)
        return "`promptpal variable rm \(ShellWord.quoted(file.address.path)) \(name)` takes it out"
    }

    private func report(_ outcome: Outcome, _ changed: [ParsedFile], _ committed: Committed) {
        guard let file = outcome.files.first?.after else { return }
        if write.json {
            Output.standard.line(
                RecordJSON.structure(
                    file, outcome.part, changed: changed.map(\.source.name), committed,
                    notes: outcome.notes.map(\.text)))
            return
        }
        var line = "\(outcome.done) \(file.source.name)"
        if changed.isEmpty { line = "\(file.source.name) said so already" }
        if changed.count > 1 { line += " and \(counted(changed.count - 1, "other file"))" }
        Done.line(line, committed, globals)
        if globals.quiet { return }
        Output.standard.flush()
        for note in outcome.notes {
            Output.error.line("promptpal: \(Terminal.line(note.text))")
            if let help = note.help { Output.error.line("  help: \(Terminal.line(help))") }
        }
        Output.error.flush()
    }
}

extension RecordJSON {
    /// What `module`, `option` and `variable` commands print.
    static func structure(
        _ file: ParsedFile, _ part: (key: String, value: String), changed: [String], _ committed: Committed,
        notes: [String]
    ) -> String {
        var json = JSONWriter(pretty: true)
        json.object { record in
            record.member("address", file.address.path)
            record.member("path", file.source.name)
            record.member(part.key, part.value)
            record.member("changed", !changed.isEmpty)
            record.array("files") { list in changed.forEach { list.value($0) } }
            record.array("notes") { list in notes.forEach { list.value($0) } }
            record.member("commit", committed.commit)
        }
        return json.text
    }
}

/// A text given on the command line; `-` is standard input, read before anything is locked.
enum GivenText {
    static func read(_ text: String) throws(Failure) -> String {
        guard text == "-" else { return text }
        guard let read = String(validating: try InputFile.standardInput(), as: UTF8.self) else {
            throw InputFile.notUTF8("standard input")
        }
        return read
    }
}
