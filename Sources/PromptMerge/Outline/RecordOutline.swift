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
        case .prompt(let prompt): addPrompt(prompt, root)
        case .module(let module):
            addHeader(record.header)
            addModule(module, root)
            addExtras(root, Keys.module)
            variables = PartOutline.variables(module.variables, root)
        case .variable(let variable):
            if root["name"] != nil { name = variable.name.value }
            addHeader(record.header)
            addVariable(variable)
            addExtras(root, Keys.variable)
        case .folder:
            addHeader(record.header)
            addExtras(root, Keys.folder)
        case .manifest(let manifest): addManifest(manifest, root)
        }
    }

    /// Adds the keys that all records share.
    private mutating func addHeader(_ header: Header) {
        add("id", (header.id?.value.description).map(FreeValue.text))
        add("name", name.map(FreeValue.text))
        addCommon(header.description, header.tags)
        add("created_at", header.createdAt.map(FreeValue.text))
        add("created_by", header.createdBy.map(FreeValue.text))
        add("metadata", FreeValue.entries(header.metadata))
    }

    mutating func addCommon(_ description: String?, _ tags: [Located<String>]) {
        add("description", description.map(FreeValue.text))
        add("tags", FreeValue.texts(tags))
    }

    private mutating func addPrompt(_ prompt: Prompt, _ root: YAMLNode) {
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
            entries += PartOutline.extras(root["model"], Keys.model)
            add("model", FreeValue.entries(entries))
        }
        add("separator", prompt.separator.map(FreeValue.text), default: .text(Prompt.defaultSeparator))
        add("syntax", .text(prompt.syntax.rawValue), default: .text(Syntax.mustache.rawValue))
        addExtras(root, Keys.prompt)
        variables = PartOutline.variables(prompt.variables, root)
        let nodes = root["modules"].map { $0.items.filter { $0.kind == .mapping } } ?? []
        parts = prompt.modules.enumerated().map { index, module in
            PartOutline(module, index < nodes.count ? nodes[index] : nil)
        }
    }

    private mutating func addManifest(_ manifest: Manifest, _ root: YAMLNode) {
        add("format", .plain(String(manifest.format)))
        add("name", manifest.name.map(FreeValue.text))
        add("usage.record", .truth(manifest.recordsUsage), default: .truth(true))
        add("usage.share", .truth(manifest.sharesUsage), default: .truth(false))
        add("layers", FreeValue.texts(manifest.layers))
        addExtras(root, Keys.manifest)
        add("usage", FreeValue.entries(PartOutline.extras(root["usage"], Keys.usage)))
    }

    /// Adds unknown keys; they are kept in files, so they are compared.
    mutating func addExtras(_ node: YAMLNode?, _ object: ObjectDescription) {
        fields += PartOutline.extras(node, object)
    }

    static func extras(_ node: YAMLNode?, _ object: ObjectDescription) -> [FreeEntry] {
        guard let node, node.kind == .mapping else { return [] }
        let known = Swift.Set(object.keyNames).subtracting(["conflict", "conflicts"])
        return node.entries.filter { !known.contains($0.key.text) }.map {
            FreeEntry(key: $0.key.text, value: FreeValue($0.value))
        }
    }
}
