internal import Diagnostics
public import YAMLTree

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
