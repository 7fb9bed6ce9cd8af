internal import PromptCore
internal import YAMLTree

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
        switch module.body {
        case .use(let use, let option):
            reference = use.value
            add("use", value: .text(use.value))
            add("default", value: (option?.value).map(FreeValue.text))
            add("role", value: role)
            add("visible", value: module.visible.map(FreeValue.truth))
        case .options(let options):
            add("role", value: role, default: .text(Role.user.rawValue))
            add("visible", value: module.visible.map(FreeValue.truth), default: .truth(true))
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
