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

    /// - Parameter facts: what `--long` adds.
    /// - Parameter layers: which layer each record is in; `nil` for a store without layers.
    static func list(_ records: [RecordSummary], _ facts: ListFacts?, _ layers: LayeredList? = nil) -> String
    {
        var json = JSONWriter(pretty: true)
        json.array { list in
            for record in records {
                list.object { object in
                    object.member("address", record.address.path)
                    object.member("kind", record.kind.rawValue)
                    object.member("id", record.id?.description)
                    object.member("name", record.name)
                    object.member("description", record.summary)
                    object.array("tags") { tags in record.tags.forEach { tags.value($0) } }
                    object.member("folder", record.address.folder.path)
                    object.member("path", record.path)
                    if let layers { object.member("layer", layers.name(of: record)) }
                    facts?.write(record, &object)
                }
            }
        }
        return json.text
    }
}
