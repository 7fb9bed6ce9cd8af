internal import JSON
internal import PromptCore
internal import PromptStore

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
                        "address", to: change.record.flatMap { $0.kind == .manifest ? nil : $0.address.path })
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
        object.array("unsaved") { list in pulled.kept.forEach { list.value($0) } }
    }

    private static func write(_ pushed: Pushed, to object: inout JSONWriter) {
        object.set("to", to: pushed.name)
        object.set("commit", to: pushed.commit)
        object.set("versions", to: pushed.commitCount)
        object.set("new", to: pushed.isNew)
        if let note = pushed.note { object.set("note", to: note.message) }
    }
}
