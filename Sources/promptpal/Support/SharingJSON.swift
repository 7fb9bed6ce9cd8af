internal import JSON
internal import PromptCore
internal import PromptStore

/// The JSON of `clone`, `pull`, `push` and `sync`.
enum SharingJSON {
    static func cloned(_ cloned: Cloned) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.member("directory", cloned.directory)
            object.member("branch", cloned.branch)
            object.member("commit", cloned.commit)
            object.member("files", cloned.fileCount)
            object.member("is_store", cloned.isStore)
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
            object.member("events", synced.events)
        }
        return json.text
    }

    private static func write(_ pulled: Pulled, to object: inout JSONWriter) {
        object.member("result", pulled.result.rawValue)
        object.member("from", pulled.name)
        object.member("commit", pulled.commit)
        object.member("before", pulled.before)
        object.member("versions", pulled.commitCount)
        object.array("changes") { list in
            for change in pulled.changes {
                list.object { object in
                    object.member("path", change.path)
                    object.member("change", change.kind.rawValue)
                    object.member(
                        "address", change.record.flatMap { $0.kind == .manifest ? nil : $0.address.path })
                }
            }
        }
        object.array("notes") { list in
            for note in pulled.notes {
                list.object { object in
                    object.member("path", note.path)
                    object.member("place", note.place)
                    object.member("message", note.message)
                    object.member("conflict", note.isConflict)
                }
            }
        }
        object.array("unsaved") { list in pulled.kept.forEach { list.value($0) } }
    }

    private static func write(_ pushed: Pushed, to object: inout JSONWriter) {
        object.member("to", pushed.name)
        object.member("commit", pushed.commit)
        object.member("versions", pushed.commitCount)
        object.member("new", pushed.isNew)
        if let note = pushed.note { object.member("note", note.message) }
    }
}
