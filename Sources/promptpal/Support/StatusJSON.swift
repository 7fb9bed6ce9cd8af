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
            object.member("changed", saved.committed.commit != nil)
            object.member("commit", saved.committed.commit)
            object.member("summary", saved.summary)
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
            object.member("address", restored.record.address.path)
            object.member("path", restored.record.path)
            object.member("version", version)
            object.member("changed", restored.committed.commit != nil)
            object.member("commit", restored.committed.commit)
        }
        return json.text
    }

    static func undone(_ undone: Undone) -> String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            object.member("undone", undone.undone)
            object.member("summary", undone.summary)
            object.member("changed", undone.committed.commit != nil)
            object.member("commit", undone.committed.commit)
            object.array("paths") { paths in undone.paths.forEach { paths.value($0) } }
        }
        return json.text
    }

    private static func write(_ change: StatusChange, to object: inout JSONWriter) {
        object.member("address", change.record.flatMap { $0.kind == .manifest ? nil : $0.address.path })
        object.member("path", change.path)
        object.member("change", change.isInvalid ? "invalid" : change.kind.rawValue)
        object.member("old_path", change.oldPath)
    }
}
