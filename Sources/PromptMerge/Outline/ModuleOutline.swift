internal import PromptCore
internal import YAMLTree

extension PartOutline {
    /// Creates the outline of an entry of a prompt's `modules`; without a node, of the prompt's own
    /// `content`.
    init(_ module: Module, _ node: YAMLNode?) {
        self.init(.module)
        handle = module.handle
        name = module.header.name?.value
        isBare = node == nil
        id = module.header.id?.value
        add("id", (id?.description).map(FreeValue.text))
        addCommon(module.header.description, module.header.tags)
        addModule(module, node)
        add("metadata", FreeValue.entries(module.header.metadata))
        addExtras(node, Keys.moduleEntry)
    }

    /// Adds the keys that a shared module and an entry of `modules` have in common. If a used module has no
    /// role or visibility of its own, those of the shared module apply.
    mutating func addModule(_ module: Module, _ node: YAMLNode?) {
        let role = (module.role?.value.rawValue).map(FreeValue.text)
        switch module.body {
        case .use(let use, let option):
            reference = use.value
            add("use", .text(use.value))
            add("default", (option?.value).map(FreeValue.text))
            add("role", role)
            add("visible", module.visible.map(FreeValue.truth))
        case .options(let options):
            add("role", role, default: .text(Role.user.rawValue))
            add("visible", module.visible.map(FreeValue.truth), default: .truth(true))
            let nodes = node?["options"].map { $0.items.filter { $0.kind == .mapping } } ?? []
            parts = options.enumerated().map { index, option in
                PartOutline(option, index < nodes.count ? nodes[index] : nil)
            }
        }
        add("syntax", (module.syntax?.rawValue).map(FreeValue.text))
    }

    /// Creates the outline of an entry of `options`; without a node, of the module's own `content`.
    private init(_ option: ModuleOption, _ node: YAMLNode?) {
        self.init(.option)
        handle = option.handle
        name = option.name?.value
        isBare = node == nil
        id = option.id?.value
        text = option.content?.text ?? ""
        add("id", (id?.description).map(FreeValue.text))
        add("default", .truth(option.isDefault), default: .truth(false))
        addCommon(option.description, option.tags)
        add("metadata", FreeValue.entries(option.metadata))
        addExtras(node, Keys.option)
    }
}
