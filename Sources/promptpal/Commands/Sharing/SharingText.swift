internal import JSON
internal import PromptCore
internal import PromptStore

/// The output of `pull`, `push` and `sync`.
enum SharingText {
    /// The number of files that are named; further ones are counted.
    private static let maxLines = 20

    /// - Parameter showsProblems: false if the problems of the merged library are listed elsewhere.
    static func write(_ pulled: Pulled, globals: Globals, showsProblems: Bool = true) {
        guard !globals.quiet else { return }
        let output = Output.standard
        let commit = pulled.commit.map { " (\($0.prefix(7)))" } ?? ""
        let count = counted(pulled.commitCount, one: "commit")
        switch pulled.result {
        case .nothingThere:
            output.line(Terminal.safe("\(pulled.name) does not exist yet; run `promptpal push` to make it"))
        case .upToDate: output.line(Terminal.safe("nothing new in \(pulled.name)"))
        case .fastForward: output.line(Terminal.safe("pulled \(count) from \(pulled.name)") + commit)
        case .merged: output.line(Terminal.safe("merged \(count) from \(pulled.name) with yours") + commit)
        case .followed: output.line(Terminal.safe("followed \(pulled.name), which was rewritten") + commit)
        }
        for change in pulled.changes.prefix(maxLines) {
            let name =
                change.record.map { $0.address.path.isEmpty ? change.path : $0.address.shown } ?? change.path
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
        write(pulled.renumbered, to: output)
        output.flush()
        for note in pulled.notes {
            let location = note.key.isEmpty ? "" : ", \(note.key)"
            Output.error.line("promptpal: \(Terminal.line("\(note.path)\(location): \(note.message)"))")
        }
        if pulled.notes.contains(where: \.isConflict) {
            Output.error.line(
                "  help: run `promptpal resolve` to list and resolve the conflicts")
        }
        let problems = showsProblems ? pulled.problems : []
        for problem in problems {
            Output.error.line(
                "promptpal: \(Terminal.line("\(problem.path): \(problem.message)")) (\(problem.code))")
        }
        if !problems.isEmpty {
            Output.error.line("  help: neither side had these problems alone; fix them, then save")
        }
        for path in pulled.kept {
            Output.error.line("promptpal: \(Terminal.line(path)) keeps your uncommitted edits")
        }
    }

    /// Writes the versions that have another number now: `letters/x: your v2 is v3 now`.
    static func write(_ renumbered: [Renumbered], to output: Output) {
        for version in renumbered.prefix(maxLines) { output.line("  " + line(version)) }
        if renumbered.count > maxLines {
            output.line("  and \(counted(renumbered.count - maxLines, one: "version")) more")
        }
    }

    private static func line(_ version: Renumbered) -> String {
        let name = version.address.path.isEmpty ? version.kind.rawValue : version.address.path
        let number = version.after.map { "is v\($0) now" } ?? "has no number now"
        return Terminal.line("\(name): \(version.isOwn ? "your " : "")v\(version.before) \(number)")
    }

    /// Writes the effect of a push on numbers, before anything is sent.
    static func write(_ foretold: Foretold, globals: Globals) {
        guard !globals.quiet else { return }
        let output = Output.error
        if let (before, after) = foretold.exchanged {
            output.line(
                "promptpal: the merge \(before.prefix(7)) has your commits as its first parent, which changes published version numbers; it is made again as \(after.prefix(7)), with its parents exchanged"
            )
            write(foretold.renumbered, to: output)
        } else {
            output.line(
                "promptpal: a merge by plain `git pull` is in your branch, so the push changes published version numbers:"
            )
            write(foretold.published, to: output)
            output.line("  help: `git config pull.rebase true`, or `promptpal pull`, avoids this")
        }
        output.flush()
    }

    /// Fails with status 1 and no message if a pull kept the published version of a label that both sides had set.
    static func failIfOverruled(_ pulled: [Pulled]) throws(Failure) {
        guard pulled.contains(where: { $0.notes.contains(where: \.isOverruledLabel) }) else { return }
        Output.standard.flush()
        throw Failure(status: 1, message: "")
    }

    /// Lists the labels of format 1 that only this repository can render, because the history that was sent does not
    /// have their commits.
    static func writeLabels(of store: Store) {
        let labels = store.labelsOutsideHistory()
        if labels.isEmpty { return }
        let words = Failure.list(
            labels.map { "\($0.address ?? $0.id.description)@\($0.label)" }, shown: 5)
        Output.standard.flush()
        Output.error.line(
            "promptpal: \(Terminal.line(words)): not in the history of this branch, so others can't use \(labels.count == 1 ? "this label" : "these labels")"
        )
        Output.error.line(
            "  help: set them again with `promptpal label set`; after `promptpal migrate`, labels need no history"
        )
    }

    static func write(_ pushed: Pushed, globals: Globals) {
        defer {
            if let note = pushed.unrecorded.map(Failure.init(unrecorded:)) {
                Output.standard.flush()
                Output.error.line("promptpal: \(Terminal.line(note.message))")
                if let help = note.help { Output.error.line("  help: \(Terminal.line(help))") }
            }
        }
        guard !globals.quiet else { return }
        guard let commit = pushed.commit else {
            return Output.standard.line("nothing to push: there are no commits yet")
        }
        let text =
            pushed.commitCount == 0
            ? "nothing to push: \(pushed.name) is up to date"
            : "pushed \(counted(pushed.commitCount, one: "commit")) to \(pushed.name)"
                + (pushed.isNew ? ", which is new" : "")
        Output.standard.line(Terminal.safe(text) + " (\(commit.prefix(7)))")
    }
}

/// The JSON of `clone`, `pull`, `push` and `sync`.
enum SharingJSON {
    static func cloned(_ cloned: Cloned) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.set("directory", to: cloned.directory)
            object.set("branch", to: cloned.branch)
            object.set("commit", to: cloned.commit)
            object.set("files", to: cloned.fileCount)
            object.set("is_store", to: cloned.isStore)
        }
        return json.text
    }

    static func pulled(_ pulled: Pulled) -> String {
        var json = JSONWriter(pretty: true)
        json.object { write(pulled, to: &$0) }
        return json.text
    }

    static func pushed(_ pushed: Pushed) -> String {
        var json = JSONWriter(pretty: true)
        json.object { write(pushed, to: &$0) }
        return json.text
    }

    static func synced(_ synced: Synced) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.array("pulled") { list in
                for pulled in synced.pulled { list.object { write(pulled, to: &$0) } }
            }
            if let pushed = synced.pushed { object.object("pushed") { write(pushed, to: &$0) } }
            object.set("events", to: synced.events)
            write(synced.problems, to: &object)
        }
        return json.text
    }

    private static func write(_ pulled: Pulled, to object: inout JSONWriter) {
        object.set("result", to: pulled.result.rawValue)
        object.set("from", to: pulled.name)
        object.set("commit", to: pulled.commit)
        object.set("before", to: pulled.before)
        object.set("versions", to: pulled.commitCount)
        object.array("changes") { list in
            for change in pulled.changes {
                list.object { object in
                    object.set("path", to: change.path)
                    object.set("change", to: change.kind.rawValue)
                    object.set(
                        "address", to: change.record.flatMap { $0.kind == .manifest ? nil : $0.address.shown }
                    )
                }
            }
        }
        object.array("notes") { list in
            for note in pulled.notes {
                list.object { object in
                    object.set("path", to: note.path)
                    object.set("place", to: note.key)
                    object.set("message", to: note.message)
                    object.set("conflict", to: note.isConflict)
                }
            }
        }
        write(pulled.problems, to: &object)
        object.array("unsaved") { list in pulled.kept.forEach { list.value($0) } }
        write(pulled.renumbered, to: &object)
    }

    private static func write(_ problems: [SharingProblem], to object: inout JSONWriter) {
        object.array("problems") { list in
            for problem in problems {
                list.object { object in
                    object.set("path", to: problem.path)
                    object.set("code", to: problem.code)
                    object.set("message", to: problem.message)
                }
            }
        }
    }

    private static func write(_ renumbered: [Renumbered], to object: inout JSONWriter) {
        object.array("renumbered") { list in
            for version in renumbered {
                list.object { object in
                    object.set("address", to: version.address.path)
                    object.set("kind", to: version.kind.rawValue)
                    object.set("commit", to: version.commit)
                    object.set("before", to: version.before)
                    if let after = version.after {
                        object.set("after", to: after)
                    } else {
                        object.null("after")
                    }
                    object.set("own", to: version.isOwn)
                }
            }
        }
    }

    private static func write(_ pushed: Pushed, to object: inout JSONWriter) {
        object.set("to", to: pushed.name)
        object.set("commit", to: pushed.commit)
        object.set("versions", to: pushed.commitCount)
        object.set("new", to: pushed.isNew)
        if let error = pushed.unrecorded {
            object.set("note", to: Failure(unrecorded: error).message)
        }
        object.set("exchanged", to: pushed.foretold?.exchanged?.before)
        let foretold = pushed.foretold
        write(
            (foretold?.exchanged == nil ? foretold?.published : foretold?.renumbered) ?? [], to: &object)
    }
}
