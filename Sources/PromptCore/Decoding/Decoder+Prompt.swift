internal import Diagnostics
public import YAMLTree

extension Prompt {
    /// Reads a prompt from its tree.
    public static func decode(_ tree: YAMLTree, format: Format) -> Decoded<Prompt> {
        var decoder = Decoder(format: format)
        let prompt = decoder.prompt(tree)
        return Decoded(value: prompt, diagnostics: decoder.diagnostics)
    }
}

extension Decoder {
    fileprivate mutating func prompt(_ tree: YAMLTree) -> Prompt? {
        guard let root = root(of: tree, .prompt) else { return nil }
        var prompt = Prompt()
        prompt.format = format
        var modules: YAMLEntry?
        var content: YAMLEntry?
        for entry in root.entries {
            let (key, value) = (entry.key, entry.value)
            if header(entry, into: &prompt.header) { continue }
            if key.isText("modules") {
                modules = entry
            } else if key.isText("content") {
                content = entry
            } else if key.isText("variables") {
                prompt.variables = variables(value)
            } else if key.isText("partials") {
                prompt.partials = partials(entry)
            } else if key.isText("model") {
                prompt.model = model(value)
            } else if key.isText("separator") {
                prompt.separator = text(value, for: "separator")
            } else if key.isText("syntax") {
                prompt.syntax = word(value, for: "syntax", as: Syntax.self)?.value ?? .mustache
            } else {
                unknown(entry, in: Keys.prompt)
            }
        }
        switch (modules, content) {
        case (let modules?, let content):
            if let content {
                report(.twoTextSources(ofPromptAt: content.key.range))
            }
            prompt.modules = moduleList(modules.value)
        case (nil, let content?):
            prompt.modules = [singleModule(content)]
        case (nil, nil):
            report(.missingKey(ofPromptAt: startOfFile(root)))
        }
        return prompt
    }

    /// Returns the root if it is a map; else reports a problem.
    mutating func root(of tree: YAMLTree, _ kind: RecordKind) -> YAMLNode? {
        guard let root = tree.root, !root.isNull else {
            report(.emptyFile(kind))
            return nil
        }
        guard root.kind == .mapping else {
            report(.wrongType(ofFile: kind, node: root))
            return nil
        }
        return root
    }

    func startOfFile(_ root: YAMLNode) -> Range<Int> {
        root.entries.first { _ in true }?.key.range ?? root.range
    }

    private mutating func model(_ node: YAMLNode) -> ModelHints? {
        if node.isNull { return nil }
        guard node.kind == .mapping else {
            expected("a map", for: "model", at: node, help: "write `model: {provider: anthropic, name: …}`")
            return nil
        }
        var hints = ModelHints()
        for entry in node.entries {
            if entry.key.isText("provider") {
                hints.provider = text(entry.value, for: "provider")
            } else if entry.key.isText("name") {
                hints.name = text(entry.value, for: "name")
            } else if entry.key.isText("parameters") {
                hints.parameters = freeMap(entry.value, for: "parameters")
            } else {
                unknown(entry, in: Keys.model)
            }
        }
        return hints
    }

    /// Reads `content:` at the top level, which is short for a single module.
    private mutating func singleModule(_ entry: YAMLEntry) -> Module {
        var module = Module()
        module.format = format
        module.handle = "1"
        module.range = entry.range
        module.body = .options(singleOption(entry))
        return module
    }

    private mutating func moduleList(_ node: YAMLNode) -> [Module] {
        guard node.kind == .sequence else {
            expected("a list", for: "modules", at: node, help: "each module starts with `- name: …`")
            return []
        }
        guard node.count > 0 else {
            report(.emptyList(ofModulesAt: node.range))
            return []
        }
        var modules: [Module] = []
        modules.reserveCapacity(node.count)
        var handles = UniqueHandles()
        for item in node.items {
            guard item.kind == .mapping else {
                report(.wrongType(ofModule: item))
                continue
            }
            var module = moduleEntry(item)
            module.handle = handles.take(module.wishedHandle(number: modules.count + 1))
            modules.append(module)
        }
        checkSlots(of: modules)
        return modules
    }

    /// Reports slots with one name, and a prompt that has nothing else.
    private mutating func checkSlots(of modules: [Module]) {
        var seen: Set<String> = []
        for slot in modules.compactMap(\.slot) where !seen.insert(Slug.make(slot.value)).inserted {
            report(.unusableSlot(secondCalled: slot))
        }
        if let first = modules.first?.slot, modules.allSatisfy({ $0.slot != nil }) {
            report(.unusableSlot(aloneAt: first.range))
        }
    }

    private mutating func moduleEntry(_ node: YAMLNode) -> Module {
        var module = Module()
        module.format = format
        module.range = node.range
        var parts = ModuleParts()
        for entry in node.entries {
            if entry.key.isText("tags") || entry.key.isText("created_at") || entry.key.isText("created_by")
                || entry.key.isText("conflicts")
            {
                unknown(entry, in: Keys.moduleEntry)
            } else if !header(entry, into: &module.header), !parts.take(entry, with: &self, into: &module) {
                unknown(entry, in: Keys.moduleEntry)
            }
        }
        module.body = parts.body(of: node, &self)
        return module
    }
}

extension Module {
    /// Returns the slug of its name; if it has no name, the last part of the path of the module it uses, else
    /// its number.
    fileprivate func wishedHandle(number: Int) -> String {
        if let name = header.name?.value ?? slot?.value { return Slug.make(name) }
        if case .use(let reference, _) = body {
            let last = reference.value.split(separator: "/").last
            if let last { return String(last) }
        }
        return String(number)
    }
}
