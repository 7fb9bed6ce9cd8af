internal import YAMLTree

/// The owner of options: a prompt's module, or a shared module's file.
struct OptionOwner {
    /// The name that people type for the module.
    let handle: String
    let module: Module
    /// The path of the map that has `options:` or `content:`.
    let path: [YAMLPathStep]
    let keyOrder: [String]

    var options: [ModuleOption] { module.options }
    var optionsPath: [YAMLPathStep] { path + [.key("options")] }

    func path(ofOption index: Int) -> [YAMLPathStep] { optionsPath + [.index(index)] }
}

extension StructureEditor {
    /// Returns the module that owns the options.
    ///
    /// - Parameter module: its handle, name or number in a prompt; `nil` in a shared module's file.
    func owner(of module: String?) throws(StructureError) -> OptionOwner {
        switch (file.record, module) {
        case (.module(let shared)?, nil):
            return OptionOwner(
                handle: file.address.name, module: shared, path: [], keyOrder: Keys.module.keyNames)
        case (.prompt?, let module?):
            let (index, found) = try self.module(module)
            let path: [YAMLPathStep] =
                node(at: [.key("modules")]) == nil ? [] : [.key("modules"), .index(index)]
            return OptionOwner(
                handle: found.handle, module: found, path: path, keyOrder: Keys.moduleEntry.keyNames)
        case (.prompt(let prompt)?, nil):
            throw StructureError(
                "which module of the prompt is meant?",
                help: "its modules: \(prompt.modules.map(\.handle).joined(separator: ", "))")
        case (.module?, .some):
            throw StructureError(
                "\(quoted(file.address.path)) is a shared module: it has options, but no modules",
                help: "leave the module's name away")
        default:
            throw StructureError(
                "\(quoted(file.address.path)) is a \(file.kind.rawValue): only prompts and modules have options"
            )
        }
    }

    /// Like ``owner(of:)``, but refuses a used module, whose options are in another file.
    func ownerOfTexts(_ module: String?, in library: any Library) throws(StructureError) -> OptionOwner {
        let owner = try owner(of: module)
        if case .use(let reference, _) = owner.module.body {
            let chain = Resolver(library: library).follow(reference.value, from: file.address.folder).chain
            let address = chain.last?.address.path ?? reference.value
            throw StructureError(
                "\(quoted(owner.handle)) uses the shared module \(quoted(address)), which has the options",
                help: "give its address, \(ShellWord.quoted(address)), and no module's name")
        }
        if let list = node(at: owner.optionsPath), list.count != owner.options.count {
            throw StructureError(
                "`options` has entries that are no options",
                help: "`promptpal validate \(ShellWord.quoted(file.address.path))` shows them")
        }
        return owner
    }

    /// Makes sure that the module has `options:`. A single text becomes the first option, unchanged.
    mutating func makeOptions(_ owner: OptionOwner) throws(StructureError) -> OptionOwner {
        var path = owner.path
        if file.kind == .prompt, path.isEmpty {
            try makeModules()
            path = [.key("modules"), .index(0)]
        }
        if node(at: path + [.key("options")]) == nil {
            try apply(.nest(path + [.key("content")], in: "options"))
        }
        return OptionOwner(handle: owner.handle, module: owner.module, path: path, keyOrder: owner.keyOrder)
    }

    /// Marks one option as the default, and removes the marks of all others.
    mutating func markDefault(_ index: Int, of owner: OptionOwner, count: Int) throws(StructureError) {
        for other in 0..<count where other != index {
            let path = owner.path(ofOption: other)
            guard let flag = node(at: path + [.key("default")]), BooleanWord.value(of: flag.text) == true
            else {
                continue
            }
            try clear("default", at: path, instead: "false")
        }
        let path = owner.path(ofOption: index)
        if let flag = node(at: path + [.key("default")]), BooleanWord.value(of: flag.text) == true { return }
        try set("default", to: .plain("true"), at: path, order: Keys.option.keyNames)
    }
}
