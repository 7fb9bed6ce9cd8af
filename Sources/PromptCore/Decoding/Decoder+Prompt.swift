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

extension Module {
    /// Reads a shared module's file. Its handle stays empty, because the name of the file defines it.
    public static func decode(_ tree: YAMLTree, format: Format) -> Decoded<Module> {
        var decoder = Decoder(format: format)
        let module = decoder.sharedModule(tree)
        return Decoded(value: module, diagnostics: decoder.diagnostics)
    }
}

/// The keys that define the source of a module's text, collected before they are checked together.
struct ModuleParts {
    private var options: YAMLEntry?
    private var content: YAMLEntry?
    private var use: YAMLEntry?
    private var useDefault: YAMLEntry?
    private var syntax: YAMLEntry?
    private var slot: YAMLEntry?

    /// Reads one of a module's own keys; returns false if `entry` is another key.
    mutating func take(_ entry: YAMLEntry, with decoder: inout Decoder, into module: inout Module) -> Bool {
        let (key, value) = (entry.key, entry.value)
        if key.isText("role") {
            module.role = decoder.word(value, for: "role", as: Role.self)
        } else if key.isText("content") {
            content = entry
        } else if key.isText("options") {
            options = entry
        } else if key.isText("use") {
            use = entry
        } else if key.isText("default") {
            useDefault = entry
        } else if key.isText("visible") {
            module.visible = decoder.boolean(value, for: "visible")
        } else if key.isText("slot") {
            decoder.checkFormat(of: entry, since: .two)
            slot = entry
            module.slot = decoder.locatedText(value, for: "slot")
        } else if key.isText("separate") {
            decoder.checkFormat(of: entry, since: .two)
            module.separate = decoder.boolean(value, for: "separate")
        } else if key.isText("syntax") {
            module.syntax = decoder.word(value, for: "syntax", as: Syntax.self)?.value
            syntax = entry
        } else {
            return false
        }
        return true
    }

    /// Returns the module's body, and reports keys that exclude each other.
    func body(of node: YAMLNode, _ decoder: inout Decoder) -> Module.Body {
        if let slot {
            for entry in node.entries {
                let key = entry.key.text
                guard Keys.moduleEntry.keyNames.contains(key), !Keys.besideSlot.contains(key) else {
                    continue
                }
                decoder.report(.incompatibleKeys(key, besideSlotAt: entry.key.range))
            }
            if slot.value.isNull || slot.value.isText("") {
                decoder.report(.unusableSlot(emptyAt: slot.key.range))
            }
            return .options([])
        }
        if let use {
            for other in [options, content, syntax] {
                guard let other else { continue }
                decoder.report(
                    .incompatibleKeys(other.key.text, besideUseAt: other.key.range))
            }
            let chosen = useDefault.flatMap { decoder.locatedText($0.value, for: "default") }
            guard let reference = decoder.locatedText(use.value, for: "use") else {
                if use.value.isNull {
                    decoder.report(.missingKey(ofUseAt: use.key.range))
                }
                return .options([])
            }
            return .use(reference, default: chosen)
        }
        if let useDefault {
            decoder.report(.incompatibleKeys(defaultWithoutUseAt: useDefault.key.range))
        }
        if let options {
            if let content {
                decoder.report(.twoTextSources(ofModuleAt: content.key.range))
            }
            return .options(decoder.optionList(options.value))
        }
        if let content { return .options(decoder.singleOption(content)) }
        decoder.report(.missingKey(ofModuleAt: decoder.startOfFile(node)))
        return .options([])
    }
}

extension Decoder {
    fileprivate mutating func sharedModule(_ tree: YAMLTree) -> Module? {
        guard let root = root(of: tree, .module) else { return nil }
        var module = Module()
        module.format = format
        module.range = root.range
        var parts = ModuleParts()
        for entry in root.entries {
            if entry.key.isText("slot") {
                report(.unusableSlot(inSharedModuleAt: entry.key.range))
                continue
            }
            if header(entry, into: &module.header) || parts.take(entry, with: &self, into: &module) {
                continue
            }
            if entry.key.isText("variables") {
                module.variables = variables(entry.value)
            } else if entry.key.isText("partials") {
                module.partials = partials(entry)
            } else {
                unknown(entry, in: Keys.module)
            }
        }
        module.body = parts.body(of: root, &self)
        return module
    }

    /// Reads `content:`, which is short for a single option.
    mutating func singleOption(_ entry: YAMLEntry) -> [ModuleOption] {
        guard let content = content(entry) else { return [] }
        var option = ModuleOption()
        option.handle = "1"
        option.content = content
        return [option]
    }

    mutating func optionList(_ node: YAMLNode) -> [ModuleOption] {
        guard node.kind == .sequence else {
            expected("a list", for: "options", at: node, help: "each option starts with `- name: …`")
            return []
        }
        guard node.count > 0 else {
            report(.emptyList(ofOptionsAt: node.range))
            return []
        }
        var options: [ModuleOption] = []
        options.reserveCapacity(node.count)
        var handles = UniqueHandles()
        var firstDefault: YAMLNode?
        for item in node.items {
            guard item.kind == .mapping else {
                report(.wrongType(ofOption: item))
                continue
            }
            var option = ModuleOption()
            var defaultNode: YAMLNode?
            self.option(item, into: &option, defaultNode: &defaultNode)
            if option.isDefault, let defaultNode {
                if firstDefault != nil {
                    report(.secondDefault(at: defaultNode.range))
                    option.isDefault = false
                } else {
                    firstDefault = defaultNode
                }
            }
            option.handle = handles.take(
                option.name.map { Slug.make($0.value) } ?? String(options.count + 1))
            options.append(option)
        }
        return options
    }

    private mutating func option(
        _ node: YAMLNode, into option: inout ModuleOption, defaultNode: inout YAMLNode?
    ) {
        var hasContent = false
        for entry in node.entries {
            let (key, value) = (entry.key, entry.value)
            if key.isText("content") {
                hasContent = true
                option.content = content(entry)
            } else if key.isText("name") {
                option.name = locatedText(value, for: "name")
            } else if key.isText("default") {
                option.isDefault = boolean(value, for: "default") ?? false
                defaultNode = value
            } else if key.isText("description") {
                option.description = text(value, for: "description")
            } else if key.isText("tags") {
                option.tags = texts(value, for: "tags")
            } else if key.isText("metadata") {
                option.metadata = freeMap(value, for: "metadata")
            } else if key.isText("id") {
                option.id = id(value)
            } else if key.isText("conflict") {
                option.conflict = locatedText(value, for: "conflict")
            } else {
                unknown(entry, in: Keys.option)
            }
        }
        if !hasContent {
            report(.missingKey(ofOptionAt: startOfFile(node)))
        }
    }

    private mutating func content(_ entry: YAMLEntry) -> LocatedText? {
        let node = entry.value
        guard node.kind == .scalar else {
            expected(
                "text", for: "content", at: node, help: "write `content: |` and the text below it, indented")
            return nil
        }
        if node.isNull || node.count == 0 && node.isText("") {
            report(.emptyContent(at: entry.key.range))
        }
        return LocatedText(node)
    }
}
