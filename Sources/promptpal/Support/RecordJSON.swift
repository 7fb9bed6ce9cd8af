internal import JSON
internal import PromptCore
internal import PromptStore

/// The JSON that commands print; keys and their order are documented and stable.
enum RecordJSON {
    static func created(address: String, kind: String, id: String, path: String, commit: String?) -> String {
        var json = JSONWriter(pretty: true)
        json.object { record in
            record.member("address", address)
            record.member("kind", kind)
            record.member("id", id)
            record.member("path", path)
            record.member("commit", commit)
        }
        return json.text
    }

    static func changed(path: String, address: String, isChanged: Bool, commit: String?) -> String {
        var json = JSONWriter(pretty: true)
        json.object { record in
            record.member("address", address)
            record.member("path", path)
            record.member("changed", isChanged)
            record.member("commit", commit)
        }
        return json.text
    }

    /// The records of `list`.
    static func list(_ list: ListOutcome) -> String {
        var json = JSONWriter(pretty: true)
        json.array { array in
            for (index, row) in list.rows.enumerated() {
                array.object { object in
                    write(row.record, &object)
                    if list.isLayered { object.member("layer", row.layer) }
                    if list.facts.isEmpty { return }
                    write(list.facts[index], &object)
                }
            }
        }
        return json.text
    }

    /// The records of `tree`.
    static func list(_ records: [RecordSummary]) -> String {
        var json = JSONWriter(pretty: true)
        json.array { array in for record in records { array.object { write(record, &$0) } } }
        return json.text
    }

    private static func write(_ record: RecordSummary, _ object: inout JSONWriter) {
        object.member("address", record.address.path)
        object.member("kind", record.kind.rawValue)
        object.member("id", record.id?.description)
        object.member("name", record.name)
        object.member("description", record.summary)
        object.array("tags") { tags in record.tags.forEach { tags.value($0) } }
        object.member("folder", record.address.folder.path)
        object.member("path", record.path)
    }

    /// The keys that `--long` adds.
    private static func write(_ facts: ListFacts, _ object: inout JSONWriter) {
        object.member("created_at", facts.createdAt)
        object.member("created_by", facts.createdBy)
        object.member("updated_at", facts.updatedAt)
        object.member("updated_by", facts.updatedBy)
        object.member("uncommitted", facts.isUncommitted)
        if let uses = facts.uses { object.member("uses", uses) } else { object.null("uses") }
    }
}
