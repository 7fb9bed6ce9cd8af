internal import JSON
internal import PromptCore
internal import PromptStore

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
            object.set("address", to: restored.record.address.path)
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
        object.set("address", to: change.record.flatMap { $0.kind == .manifest ? nil : $0.address.path })
        object.set("path", to: change.path)
        object.set("change", to: change.isInvalid ? "invalid" : change.kind.rawValue)
        object.set("old_path", to: change.oldPath)
    }
}
