internal import PromptCore
internal import YAMLTree

extension PartOutline {
    /// Creates the outline of a whole file; `nil` if it is no record.
    init?(_ file: ParsedFile) {
        guard let record = file.record, let root = file.tree?.root else { return nil }
        self.init(.record)
        handle = file.address.path
        // If a variable's name comes from the name of its file, it is no key.
        if root["name"] != nil { name = record.header.name?.value }
        id = record.header.id?.value
        switch record {
        case .prompt(let prompt): addPrompt(prompt, root: root)
        case .module(let module):
            addHeader(record.header)
            addModule(module, node: root)
            addExtras(of: root, beyond: Keys.module)
            variables = PartOutline.outlines(of: module.variables, in: root)
        case .variable(let variable):
            if root["name"] != nil { name = variable.name.value }
            addHeader(record.header)
            addVariable(variable)
            addExtras(of: root, beyond: Keys.variable)
        case .folder:
            addHeader(record.header)
            addExtras(of: root, beyond: Keys.folder)
        case .manifest(let manifest): addManifest(manifest, root: root)
        }
    }

    /// Adds the keys that all records share.
    private mutating func addHeader(_ header: Header) {
        add("id", value: (header.id?.value.description).map(FreeValue.text))
        add("name", value: name.map(FreeValue.text))
        addCommon(description: header.description, tags: header.tags)
        add("created_at", value: header.createdAt.map(FreeValue.text))
        add("created_by", value: header.createdBy.map(FreeValue.text))
        add("metadata", value: FreeValue.entries(header.metadata))
    }

    mutating func addCommon(description: String?, tags: [Located<String>]) {
        add("description", value: description.map(FreeValue.text))
        add("tags", value: FreeValue.texts(tags))
    }

    private mutating func addPrompt(_ prompt: Prompt, root: YAMLNode) {
        addHeader(prompt.header)
        if let model = prompt.model {
            var entries: [FreeEntry] = []
            if let provider = model.provider {
                entries.append(FreeEntry(key: "provider", value: .text(provider)))
            }
            if let name = model.name { entries.append(FreeEntry(key: "name", value: .text(name))) }
            if let parameters = FreeValue.entries(model.parameters) {
                entries.append(FreeEntry(key: "parameters", value: parameters))
            }
            entries += PartOutline.extras(of: root["model"], beyond: Keys.model)
            add("model", value: FreeValue.entries(entries))
        }
        add("separator", value: prompt.separator.map(FreeValue.text), default: .text(Prompt.defaultSeparator))
        add("syntax", value: .text(prompt.syntax.rawValue), default: .text(Syntax.mustache.rawValue))
        addExtras(of: root, beyond: Keys.prompt)
        variables = PartOutline.outlines(of: prompt.variables, in: root)
        let nodes = root["modules"].map { $0.items.filter { $0.kind == .mapping } } ?? []
        parts = prompt.modules.enumerated().map { index, module in
            PartOutline(module, node: index < nodes.count ? nodes[index] : nil)
        }
    }

    private mutating func addManifest(_ manifest: Manifest, root: YAMLNode) {
        add("format", value: .plain(String(manifest.format)))
        add("name", value: manifest.name.map(FreeValue.text))
        add("usage.record", value: .truth(manifest.recordsUsage), default: .truth(true))
        add("usage.share", value: .truth(manifest.sharesUsage), default: .truth(false))
        add("layers", value: FreeValue.texts(manifest.layers))
        addExtras(of: root, beyond: Keys.manifest)
        add("usage", value: FreeValue.entries(PartOutline.extras(of: root["usage"], beyond: Keys.usage)))
    }

    /// Adds unknown keys; they are kept in files, so they are compared.
    mutating func addExtras(of node: YAMLNode?, beyond object: ObjectDescription) {
        fields += PartOutline.extras(of: node, beyond: object)
    }

    static func extras(of node: YAMLNode?, beyond object: ObjectDescription) -> [FreeEntry] {
        guard let node, node.kind == .mapping else { return [] }
        let known = Swift.Set(object.keyNames).subtracting(["conflict", "conflicts"])
        return node.entries.filter { !known.contains($0.key.text) }.map {
            FreeEntry(key: $0.key.text, value: FreeValue($0.value))
        }
    }
}
