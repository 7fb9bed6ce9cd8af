internal import JSON
internal import PromptCore
internal import PromptStore

/// The JSON that commands print; keys and their order are documented and stable.
enum RecordJSON {
    static func created(address: String, kind: String, id: String, path: String, commit: String?) -> String {
        var json = JSONWriter(pretty: true)
        json.object { record in
            record.set("address", to: address)
            record.set("kind", to: kind)
            record.set("id", to: id)
            record.set("path", to: path)
            record.set("commit", to: commit)
        }
        return json.text
    }

    static func changed(path: String, address: String, isChanged: Bool, commit: String?) -> String {
        var json = JSONWriter(pretty: true)
        json.object { record in
            record.set("address", to: address)
            record.set("path", to: path)
            record.set("changed", to: isChanged)
            record.set("commit", to: commit)
        }
        return json.text
    }

    /// The records of `list`.
    static func list(_ list: ListOutcome) -> String {
        var json = JSONWriter(pretty: true)
        json.array { array in
            for (index, row) in list.rows.enumerated() {
                array.object { object in
                    write(row.record, to: &object)
                    if list.isLayered { object.set("layer", to: row.layer) }
                    if list.facts.isEmpty { return }
                    write(list.facts[index], to: &object)
                }
            }
        }
        return json.text
    }

    /// The records of `tree`.
    static func list(_ records: [RecordSummary]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { array in for record in records { array.object { write(record, to: &$0) } } }
        return json.text
    }

    private static func write(_ record: RecordSummary, to object: inout JSONWriter) {
        object.set("address", to: record.address.path)
        object.set("kind", to: record.kind.rawValue)
        object.set("id", to: record.id?.description)
        object.set("name", to: record.name)
        object.set("description", to: record.summary)
        object.array("tags") { tags in record.tags.forEach { tags.value($0) } }
        object.set("folder", to: record.address.folder.path)
        object.set("path", to: record.path)
    }

    /// The keys that `--long` adds.
    private static func write(_ facts: ListFacts, to object: inout JSONWriter) {
        object.set("created_at", to: facts.createdAt)
        object.set("created_by", to: facts.createdBy)
        object.set("updated_at", to: facts.updatedAt)
        object.set("updated_by", to: facts.updatedBy)
        object.set("uncommitted", to: facts.isUncommitted)
        if let uses = facts.uses { object.set("uses", to: uses) } else { object.null("uses") }
    }
}
