internal import Diagnostics
internal import Git
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
        object.set("address", to: record.address.shown)
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

extension RecordView {
    /// The output of `show --json` for the record.
    var json: String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            let header = record.header
            object.set("address", to: file.address.shown)
            object.set("kind", to: file.kind.rawValue)
            object.set("id", to: header.id?.value.description)
            object.set("name", to: name)
            object.set("description", to: header.description)
            object.array("tags") { tags in header.tags.forEach { tags.value($0.value) } }
            object.set("folder", to: file.address.folder.path)
            object.set("path", to: file.address.file(file.kind))
            if let layer { object.set("layer", to: layer) }
            if let commit {
                if let number = version?.number {
                    object.set("version", to: number)
                } else {
                    object.null("version")
                }
                object.set("commit", to: (version?.commit ?? commit).id.hex)
                object.set("at", to: version?.at)
                object.set("author", to: version?.commit.author.person)
                object.set("summary", to: version?.commit.summary)
            }
            object.set("created_at", to: header.createdAt)
            object.set("created_by", to: header.createdBy)
            object.object("metadata") { map in
                for entry in header.metadata { FreeJSON.write(entry.value, key: entry.key, to: &map) }
            }
            if case .prompt(let prompt) = record, let model = prompt.model {
                object.object("model") { map in
                    map.set("provider", to: model.provider)
                    map.set("name", to: model.name)
                    map.object("parameters") { parameters in
                        for entry in model.parameters {
                            FreeJSON.write(entry.value, key: entry.key, to: &parameters)
                        }
                    }
                }
            }
            if !record.partials.isEmpty {
                object.array("partials") { list in
                    for partial in record.partials {
                        list.object { object in
                            object.set("name", to: partial.name.value)
                            object.set("syntax", to: partial.syntax?.rawValue)
                            object.set("content", to: partial.content?.text)
                        }
                    }
                }
            }
            if let description {
                object.array("modules") { list in
                    for module in description.modules { list.object { RecordView.write(module, to: &$0) } }
                }
                object.array("variables") { list in
                    for info in description.variables {
                        list.object {
                            RecordView.write(
                                info.variable, source: info.source, isRequired: info.isRequired, to: &$0)
                        }
                    }
                }
            } else if case .variable(let variable) = record {
                object.array("variables") { list in
                    list.object {
                        RecordView.write(
                            variable, source: file.address.file(.variable), isRequired: variable.isRequired,
                            to: &$0)
                    }
                }
            }
            if let usage {
                object.set("uses", to: usage.uses)
                object.set("last_used_at", to: usage.lastText)
            }
            object.array("used_by") { list in users.forEach { $0.write(to: &list) } }
        }
        return json.text
    }

    private static func write(_ module: ResolvedModule, to json: inout JSONWriter) {
        json.set("handle", to: module.handle)
        json.set("name", to: module.name)
        json.set("role", to: module.role.rawValue)
        json.set("visible", to: module.visible)
        if module.isSlot { json.set("slot", to: true) }
        if module.isSeparate { json.set("separate", to: true) }
        json.set("description", to: module.description)
        json.set("source", to: module.source?.path)
        json.array("options") { list in
            for (index, option) in module.options.enumerated() {
                list.object { object in
                    object.set("handle", to: option.handle)
                    object.set("name", to: option.name?.value)
                    object.set("default", to: index == module.defaultIndex)
                    object.set("description", to: option.description)
                    object.array("tags") { tags in option.tags.forEach { tags.value($0.value) } }
                    object.set("content", to: option.content?.text)
                }
            }
        }
    }

    static func write(_ variable: Variable, source: String?, isRequired: Bool, to json: inout JSONWriter) {
        json.set("name", to: variable.name.value)
        json.set("type", to: variable.type.rawValue)
        json.set("required", to: isRequired)
        switch variable.defaultValue?.value {
        case nil: json.null("default")
        case .text(let text): json.set("default", to: text)
        case .list(let items): json.array("default") { list in items.forEach { list.value($0) } }
        }
        json.set("help", to: variable.help)
        json.set("placeholder", to: variable.placeholder)
        json.set("rules", to: variable.rules)
        if !variable.choices.isEmpty {
            json.array("options") { list in
                for choice in variable.choices {
                    list.object { object in
                        object.set("value", to: choice.value)
                        object.set("label", to: choice.label)
                    }
                }
            }
        }
        json.set("source", to: source)
    }
}
