internal import Diagnostics
internal import Git
internal import JSON
internal import PromptCore
internal import PromptStore

/// The output of `log` for people.
enum LogText {
    /// Returns number, commit, time, author, and the change.
    static func row(_ version: RecordVersion) -> [String] {
        let number = VersionText.number(version)
        return [
            Terminal.styled(number, as: version.number == nil ? .dim : .bold),
            Terminal.styled(version.commit.id.short, as: .yellow),
            VersionText.time(version.commit.author),
            Terminal.line(version.commit.author.name),
            Terminal.line(version.commit.summary) + Terminal.styled(Terminal.line(note(version)), as: .dim),
        ]
    }

    /// Returns the former path of the record, which the summary may not contain.
    private static func note(_ version: RecordVersion) -> String {
        switch version.change {
        case .added, .edited: return ""
        case .trashed: return "  (to the trash)"
        case .deleted: return "  (deleted)"
        case .renamed, .restored:
            let old = version.previousPath.map(shown) ?? ""
            return version.change == .restored ? "  (from the trash)" : "  (was \(old))"
        }
    }

    /// Returns a path without its usual parts: the address if it is one.
    private static func shown(_ path: String) -> String {
        guard path.hasPrefix("prompts/"), let kind = RecordKind(fileName: path) else { return path }
        return String(path.dropFirst("prompts/".count).dropLast(kind.fileEnding.count))
    }

    static func words(_ unsaved: RecordHistory.Unsaved) -> String {
        switch unsaved {
        case .added: "new"
        case .edited: "edited"
        case .renamed(let path): "moved from \(shown(path))"
        case .deleted: "deleted"
        }
    }

    /// Writes one commit of the store, with the records below it.
    static func write(_ commit: StoreCommit, to output: Output) {
        let author = commit.commit.author
        output.line(
            Terminal.styled(commit.commit.id.short, as: .yellow)
                + "  \(VersionText.time(author))  \(Terminal.line(author.name))  \(Terminal.line(commit.commit.summary))"
        )
        for change in [RecordVersion.Change.added, .edited, .renamed, .restored, .trashed, .deleted] {
            let found = commit.changes.filter { $0.change == change }
            guard !found.isEmpty else { continue }
            let shown = found.prefix(4).map { one in
                let old =
                    one.change == .renamed ? one.previousPath.map { " (was \(self.shown($0)))" } ?? "" : ""
                let name = one.address.path.isEmpty ? "prompts" : one.address.shown
                return (one.kind == .folder ? name + "/" : name) + old
            }
            let rest = found.count > shown.count ? " and \(found.count - shown.count) more" : ""
            output.line(
                Terminal.styled(
                    Terminal.line("         \(words(change)): \(shown.joined(separator: ", "))\(rest)"),
                    as: .dim)
            )
        }
    }

    private static func words(_ change: RecordVersion.Change) -> String {
        switch change {
        case .added: "new"
        case .edited: "edited"
        case .renamed: "moved"
        case .restored: "from the trash"
        case .trashed: "to the trash"
        case .deleted: "deleted"
        }
    }
}

/// The output of `log --json`; keys and their order are documented and stable.
enum LogJSON {
    /// Returns the versions of one record.
    static func text(_ versions: [RecordVersion]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for version in versions {
                list.object { object in
                    if let number = version.number {
                        object.set("version", to: number)
                    } else {
                        object.null("version")
                    }
                    write(version.commit, at: version.at, to: &object)
                    object.set("change", to: version.change.rawValue)
                    object.set("address", to: version.address.shown)
                    object.set("kind", to: version.kind.rawValue)
                    object.set("path", to: version.path)
                    object.set("previous_path", to: version.previousPath)
                }
            }
        }
        return json.text
    }

    /// Returns the commits of the store.
    static func text(_ commits: [StoreCommit]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for commit in commits {
                list.object { object in
                    object.null("version")
                    write(commit.commit, at: commit.at, to: &object)
                    object.array("records") { records in
                        for change in commit.changes {
                            records.object { record in
                                record.set("change", to: change.change.rawValue)
                                record.set("address", to: change.address.shown)
                                record.set("kind", to: change.kind.rawValue)
                                record.set("path", to: change.path)
                                record.set("previous_path", to: change.previousPath)
                            }
                        }
                    }
                }
            }
        }
        return json.text
    }

    private static func write(_ commit: Commit, at time: String, to object: inout JSONWriter) {
        object.set("commit", to: commit.id.hex)
        object.set("at", to: time)
        object.set("author", to: commit.author.person)
        object.set("summary", to: commit.summary)
    }
}
