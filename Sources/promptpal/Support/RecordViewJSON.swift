internal import Diagnostics
internal import Git
internal import JSON
internal import PromptCore
internal import PromptStore

extension RecordView {
    /// The output of `show --json` for the record.
    var json: String {
        var json = JSONWriter(pretty: true)
        json.object { object in
            let header = record.header
            object.member("address", file.address.path)
            object.member("kind", file.kind.rawValue)
            object.member("id", header.id?.value.description)
            object.member("name", header.name?.value ?? file.address.name)
            object.member("description", header.description)
            object.array("tags") { tags in header.tags.forEach { tags.value($0.value) } }
            object.member("folder", file.address.folder.path)
            object.member("path", file.address.file(file.kind))
            if let layer { object.member("layer", layer) }
            if let commit {
                if let number = version?.number {
                    object.member("version", number)
                } else {
                    object.null("version")
                }
                object.member("commit", (version?.commit ?? commit).id.hex)
                object.member("at", version?.at)
                object.member("author", version?.commit.author.person)
                object.member("summary", version?.commit.summary)
            }
            object.member("created_at", header.createdAt)
            object.member("created_by", header.createdBy)
            object.object("metadata") { map in
                for entry in header.metadata { FreeJSON.write(entry.value, entry.key, &map) }
            }
            if case .prompt(let prompt) = record, let model = prompt.model {
                object.object("model") { map in
                    map.member("provider", model.provider)
                    map.member("name", model.name)
                    map.object("parameters") { parameters in
                        for entry in model.parameters { FreeJSON.write(entry.value, entry.key, &parameters) }
                    }
                }
            }
            if let description {
                object.array("modules") { list in
                    for module in description.modules { list.object { RecordView.write(module, &$0) } }
                }
                object.array("variables") { list in
                    for info in description.variables {
                        list.object { RecordView.write(info.variable, source: info.source, &$0) }
                    }
                }
            } else if case .variable(let variable) = record {
                object.array("variables") { list in
                    list.object { RecordView.write(variable, source: file.address.file(.variable), &$0) }
                }
            }
            if let usage {
                object.member("uses", usage.uses)
                object.member("last_used_at", usage.lastText)
            }
            object.array("used_by") { list in users.forEach { $0.write(to: &list) } }
        }
        return json.text
    }

    private static func write(_ module: ResolvedModule, _ json: inout JSONWriter) {
        json.member("handle", module.handle)
        json.member("name", module.name)
        json.member("role", module.role.rawValue)
        json.member("visible", module.visible)
        json.member("description", module.description)
        json.member("source", module.source?.path)
        json.array("options") { list in
            for (index, option) in module.options.enumerated() {
                list.object { object in
                    object.member("handle", option.handle)
                    object.member("name", option.name?.value)
                    object.member("default", index == module.defaultIndex)
                    object.member("description", option.description)
                    object.array("tags") { tags in option.tags.forEach { tags.value($0.value) } }
                    object.member("content", option.content?.text)
                }
            }
        }
    }

    static func write(_ variable: Variable, source: String?, _ json: inout JSONWriter) {
        json.member("name", variable.name.value)
        json.member("type", variable.type.rawValue)
        json.member("required", variable.isRequired)
        switch variable.defaultValue?.value {
        case nil: json.null("default")
        case .text(let text): json.member("default", text)
        case .list(let items): json.array("default") { list in items.forEach { list.value($0) } }
        }
        json.member("help", variable.help)
        json.member("placeholder", variable.placeholder)
        json.member("rules", variable.rules)
        if !variable.choices.isEmpty {
            json.array("options") { list in
                for choice in variable.choices {
                    list.object { object in
                        object.member("value", choice.value)
                        object.member("label", choice.label)
                    }
                }
            }
        }
        json.member("source", source)
    }
}
