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
            addPartials(module.partials)
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
        addPartials(prompt.partials)
        addExtras(of: root, beyond: Keys.prompt)
        variables = PartOutline.outlines(of: prompt.variables, in: root)
        let nodes = root["modules"].map { $0.items.filter { $0.kind == .mapping } } ?? []
        parts = prompt.modules.enumerated().map { index, module in
            PartOutline(module, node: index < nodes.count ? nodes[index] : nil)
        }
    }

    /// Adds the texts under `partials`, each as its text or, with a syntax of its own, as a map.
    private mutating func addPartials(_ partials: [LocalPartial]) {
        let entries = partials.map { partial in
            let text = FreeValue.text(partial.content?.text ?? "")
            guard let syntax = partial.syntax else { return FreeEntry(key: partial.name.value, value: text) }
            return FreeEntry(
                key: partial.name.value,
                value: .map([
                    FreeEntry(key: "syntax", value: .text(syntax.rawValue)),
                    FreeEntry(key: "content", value: text),
                ]))
        }
        add("partials", value: FreeValue.entries(entries))
    }

    private mutating func addManifest(_ manifest: Manifest, root: YAMLNode) {
        add("format", value: .plain(String(manifest.format.rawValue)))
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

extension PartOutline {
    /// Creates the outline of an entry of a prompt's `modules`; without a node, of the prompt's own
    /// `content`.
    init(_ module: Module, node: YAMLNode?) {
        self.init(.module)
        handle = module.handle
        name = module.header.name?.value
        isBare = node == nil
        id = module.header.id?.value
        add("id", value: (id?.description).map(FreeValue.text))
        addCommon(description: module.header.description, tags: module.header.tags)
        addModule(module, node: node)
        add("metadata", value: FreeValue.entries(module.header.metadata))
        addExtras(of: node, beyond: Keys.moduleEntry)
    }

    /// Adds the keys that a shared module and an entry of `modules` have in common. If a used module has no
    /// role or visibility of its own, those of the shared module apply.
    mutating func addModule(_ module: Module, node: YAMLNode?) {
        let role = (module.role?.value.rawValue).map(FreeValue.text)
        add("slot", value: (module.slot?.value).map(FreeValue.text))
        switch module.body {
        case .use(let use, let option):
            reference = use.value
            add("use", value: .text(use.value))
            add("default", value: (option?.value).map(FreeValue.text))
            add("role", value: role)
            add("visible", value: module.visible.map(FreeValue.truth))
            add("separate", value: module.separate.map(FreeValue.truth))
        case .options(let options):
            add("role", value: role, default: .text(Role.user.rawValue))
            add("visible", value: module.visible.map(FreeValue.truth), default: .truth(true))
            add("separate", value: module.separate.map(FreeValue.truth), default: .truth(false))
            let nodes = node?["options"].map { $0.items.filter { $0.kind == .mapping } } ?? []
            parts = options.enumerated().map { index, option in
                PartOutline(option, node: index < nodes.count ? nodes[index] : nil)
            }
        }
        add("syntax", value: (module.syntax?.rawValue).map(FreeValue.text))
    }

    /// Creates the outline of an entry of `options`; without a node, of the module's own `content`.
    private init(_ option: ModuleOption, node: YAMLNode?) {
        self.init(.option)
        handle = option.handle
        name = option.name?.value
        isBare = node == nil
        id = option.id?.value
        text = option.content?.text ?? ""
        add("id", value: (id?.description).map(FreeValue.text))
        add("default", value: .truth(option.isDefault), default: .truth(false))
        addCommon(description: option.description, tags: option.tags)
        add("metadata", value: FreeValue.entries(option.metadata))
        addExtras(of: node, beyond: Keys.option)
    }
}

extension PartOutline {
    /// Returns the outlines of the entries of `variables` in `root`.
    static func outlines(of variables: [Variable], in root: YAMLNode) -> [PartOutline] {
        let nodes = root["variables"].map { Array($0.entries) } ?? []
        return variables.enumerated().map { index, variable in
            var outline = PartOutline(.variable)
            outline.handle = variable.name.value
            outline.name = variable.name.value
            outline.addVariable(variable)
            if index < nodes.count { outline.addExtras(of: nodes[index].value, beyond: Keys.variableEntry) }
            return outline
        }
    }

    /// Adds a variable's type and rules, in the order of the schema.
    mutating func addVariable(_ variable: Variable) {
        add("type", value: .text(variable.type.rawValue), default: .text(VariableType.text.rawValue))
        // If it is not written, it follows from the default value, which is compared separately.
        let implied = variable.defaultValue == nil
        add("required", value: .truth(variable.isRequired), default: .truth(implied))
        switch variable.defaultValue?.value {
        case nil: break
        case .text(let text): add("default", value: variable.type == .number ? .plain(text) : .text(text))
        case .list(let items): add("default", value: .list(items.map(FreeValue.text)))
        }
        add("placeholder", value: variable.placeholder.map(FreeValue.text))
        add("help", value: variable.help.map(FreeValue.text))
        add("min_length", value: (variable.minLength?.value).map { .plain(String($0)) })
        add("max_length", value: (variable.maxLength?.value).map { .plain(String($0)) })
        add("pattern", value: variable.patternText.map(FreeValue.text))
        add(
            "min",
            value: variable.minimum.map { .plain($0.value.text) } ?? variable.earliest.map { .text($0.value) }
        )
        add(
            "max",
            value: variable.maximum.map { .plain($0.value.text) } ?? variable.latest.map { .text($0.value) })
        add("step", value: (variable.step?.value.text).map(FreeValue.plain))
        add("unit", value: variable.unit.map(FreeValue.text))
        add("true_label", value: variable.trueLabel.map(FreeValue.text))
        add("false_label", value: variable.falseLabel.map(FreeValue.text))
        add(
            "options", value: variable.choices.isEmpty ? nil : .list(variable.choices.map(PartOutline.choice))
        )
        add("allow_custom", value: .truth(variable.allowsCustom), default: .truth(false))
        add("min_selections", value: (variable.minSelections?.value).map { .plain(String($0)) })
        add("max_selections", value: (variable.maxSelections?.value).map { .plain(String($0)) })
        add("include_time", value: .truth(variable.includesTime), default: .truth(false))
    }

    private static func choice(_ choice: Choice) -> FreeValue {
        guard let label = choice.label else { return .text(choice.value) }
        return .map([
            FreeEntry(key: "value", value: .text(choice.value)),
            FreeEntry(key: "label", value: .text(label)),
        ])
    }
}
