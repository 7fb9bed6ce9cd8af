internal import Diagnostics
internal import JSON
internal import PromptCore
internal import PromptStore

/// The outcome of a command that moves, copies or restores records (`mv`, `cp`, `folder rename`,
/// `folder rm --keep-prompts`, a restoration), for people and as JSON.
struct MoveText {
    private let moved: Moved
    private let committed: Committed
    /// The trash entry of a folder's own file; `nil` if there is none.
    private let trashed: TrashEntry?

    init(_ moved: Moved, committed: Committed, trashed: TrashEntry? = nil) {
        self.moved = moved
        self.committed = committed
        self.trashed = trashed
    }

    init(_ done: MoveOutcome) { self.init(done.moved, committed: done.committed) }

    /// Prints the line for people and its notes, or JSON.
    func say(_ verb: String, isJSON: Bool, globals: Globals) {
        if isJSON {
            Output.standard.line(json)
        } else {
            Done.line(
                "\(verb) \(moved.source.title) to \(moved.target.title)\(details)", committed: committed,
                quiet: globals.quiet)
        }
        sayNotes(globals)
    }

    /// Prints the line for people if source and target are the same, and its notes.
    func sayTarget(_ verb: String, globals: Globals) {
        Done.line("\(verb) \(moved.target.title)\(details)", committed: committed, quiet: globals.quiet)
        sayNotes(globals)
    }

    private func sayNotes(_ globals: Globals) {
        Output.standard.flush()
        if !globals.quiet {
            for note in moved.notes { Output.error.line("note: \(Terminal.line(note.text))") }
        }
    }

    private var details: String {
        var parts: [String] = []
        if moved.source.kind == .folder { parts.append(counted(moved.files.count, one: "file")) }
        if moved.referenceCount > 0 {
            let files = counted(moved.rewritten.count, one: "file")
            parts.append("\(counted(moved.referenceCount, one: "reference")) in \(files) rewritten")
        }
        return parts.isEmpty ? "" : ", " + parts.joined(separator: ", ")
    }

    private var json: String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.set("address", to: moved.target.address.path)
            object.set("kind", to: moved.target.kind.rawValue)
            object.set("from", to: moved.source.address.path)
            object.set(
                "path",
                to: moved.target.kind == .folder
                    ? "prompts/" + moved.target.address.path : moved.target.path)
            object.set("files", to: moved.files.count)
            object.array("rewritten") { list in moved.rewritten.forEach { list.value($0) } }
            object.array("notes") { list in moved.notes.forEach { list.value($0.text) } }
            if let trashed { object.set("entry", to: trashed.id.description) }
            object.set("commit", to: committed.commit)
        }
        return json.text
    }
}

/// The outcome of `rm` and `folder rm`, for people and as JSON.
struct DeletedText {
    private let deleted: Deleted
    private let committed: Committed

    init(_ deleted: Deleted, committed: Committed) {
        self.deleted = deleted
        self.committed = committed
    }

    func say(isJSON: Bool, globals: Globals) {
        if isJSON {
            Output.standard.line(json)
            return
        }
        for entry in deleted.entries {
            let title = Contents.File(address: entry.address, kind: entry.kind).title
            Done.line("deleted \(title), trash entry \(entry.id)", committed: committed, quiet: globals.quiet)
        }
        if globals.quiet { return }
        Output.standard.flush()
        if !deleted.users.isEmpty {
            let paths = deleted.users.prefix(5).map(\.address.path).joined(separator: ", ")
            let rest = deleted.users.count > 5 ? " and \(deleted.users.count - 5) more" : ""
            Output.error.line("note: these still refer to it: \(Terminal.line(paths + rest))")
        }
        for entry in deleted.entries.prefix(3) {
            Output.error.line("  run `promptpal trash restore \(entry.id)` to restore it")
        }
    }

    private var json: String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.array("entries") { list in
                for entry in deleted.entries {
                    list.object { item in
                        item.set("entry", to: entry.id.description)
                        item.set("kind", to: entry.kind.rawValue)
                        item.set("address", to: entry.address.path)
                    }
                }
            }
            object.set("files", to: deleted.fileCount)
            object.array("users") { list in deleted.users.forEach { list.value($0.path) } }
            object.set("commit", to: committed.commit)
        }
        return json.text
    }
}

extension MoveNote {
    /// The message for people.
    fileprivate var text: String {
        switch self {
        case .newID(let path, let owner): "\(owner) has the id of \(path) now, so \(path) got a new id"
        case .meaning(let place, let address):
            "`\(place.name)` in \(place.path) no longer means \(address.path)"
        case .broken(let count, let path):
            "\(counted(count, one: "reference")) in \(path) \(count == 1 ? "is" : "are") broken now"
        case .labelsMoved(let labels): "\(MoveNote.words(for: labels)) moved with it"
        case .labelsRestored(let labels): "\(MoveNote.words(for: labels)) restored too"
        case .labelOfOtherRecord(let label):
            "the label \(label.label) of \(label.address.path) was not restored, because the record has another id now"
        case .labelExists(let label):
            "the label \(label.label) of \(label.address.path) was not restored: \(label.path) exists"
        }
    }

    /// Returns labels in a sentence: `the label production`, `3 labels`.
    private static func words(for labels: [LabelPath]) -> String {
        let names = Set(labels.map(\.label)).sorted()
        if labels.count == 1 { return "the label \(names[0])" }
        if names.count == labels.count, names.count <= 3 {
            return "the labels \(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1])"
        }
        return counted(labels.count, one: "label")
    }
}
