internal import YAMLTree

/// A new option for a module.
public struct NewOption: Sendable {
    /// The option's name; its handle is the slug of it.
    public let name: String
    /// The option's description; `nil` for none.
    public let description: String?
    /// The option's text.
    public let content: String
    /// True if it becomes the module's default.
    public let isDefault: Bool

    /// An option; see the properties for the parts.
    public init(name: String, description: String? = nil, content: String, isDefault: Bool = false) {
        self.name = name
        self.description = description
        self.content = content
        self.isDefault = isDefault
    }

    fileprivate var value: YAMLValue {
        var members = [YAMLMember("name", value: .text(name))]
        if let description { members.append(YAMLMember("description", value: .text(description))) }
        members.append(YAMLMember("content", value: .text(content)))
        return .mapping(members)
    }
}

/// Changes of a module's options. The module is one of a prompt (by handle, name or number) or, if `module`
/// is `nil`, the shared module's file itself. Each change returns the whole file; the rest of it stays
/// unchanged.
extension ParsedFile {
    /// Returns the file with one more option, last in its module. If the module has a single text, that text
    /// becomes its first option and its default, so renderings change only if the new option is the default.
    ///
    /// - Throws: ``StructureError`` if there is no such module, the module is a used one, or the name is
    ///   empty or taken.
    public func addingOption(
        _ new: NewOption, to module: String?, in library: any Library
    ) throws(StructureError) -> StructureResult {
        var editor = try StructureEditor(self)
        let found = try editor.ownerOfTexts(module, in: library)
        let handle = Slug.make(new.name)
        try StructureNames.check(new.name, of: "option", handle: handle, among: found.options.map(\.handle))
        let hadOptions = editor.node(at: found.optionsPath) != nil
        let owner = try editor.makeOptions(found)
        let count = found.options.count
        if !hadOptions, !new.isDefault { try editor.markDefault(0, of: owner, count: count) }
        try editor.apply(.insertItem(into: owner.optionsPath, new.value, at: count))
        if new.isDefault { try editor.markDefault(count, of: owner, count: count + 1) }
        return try editor.finished(handle)
    }

    /// Returns the file with another name for an option. Its handle changes with the name.
    ///
    /// - Throws: ``StructureError`` if there is no such module or option, or the name is empty or taken.
    public func renamingOption(
        _ option: String, of module: String?, to name: String, in library: any Library
    ) throws(StructureError) -> StructureResult {
        var editor = try StructureEditor(self)
        let found = try editor.ownerOfTexts(module, in: library)
        let index = try PartLookup.option(option, among: found.options)
        let handle = Slug.make(name)
        var others = found.options.map(\.handle)
        others.remove(at: index)
        try StructureNames.check(name, of: "option", handle: handle, among: others)
        let owner = try editor.makeOptions(found)
        if found.options[index].name?.value != name {
            try editor.set(
                "name", to: .text(name), at: owner.path(ofOption: index), order: Keys.option.keyNames)
        }
        return try editor.finished(handle)
    }

    /// Returns the file without an option. If it was the default, the first option becomes the default.
    ///
    /// - Throws: ``StructureError`` if there is no such module or option, or it is the module's last option.
    public func removingOption(
        _ option: String, of module: String?, in library: any Library
    ) throws(StructureError) -> StructureResult {
        var editor = try StructureEditor(self)
        let owner = try editor.ownerOfTexts(module, in: library)
        let index = try PartLookup.option(option, among: owner.options)
        let handle = owner.options[index].handle
        guard owner.options.count > 1 else {
            let address = ShellWord.quoted(address.path)
            let command =
                kind == .module ? "rm \(address)" : "module rm \(address) \(ShellWord.quoted(owner.handle))"
            throw StructureError(
                "\(quoted(handle)) is the only option of \(quoted(owner.handle))",
                help: "`promptpal \(command)` removes the whole module; or add another option first")
        }
        try editor.apply(.remove(owner.path(ofOption: index)))
        return try editor.finished(handle)
    }

    /// Returns the file with an option as its module's only default. If the module is a used one, the
    /// prompt's own choice (`default:` beside `use:`) is set.
    ///
    /// - Throws: ``StructureError`` if there is no such module or option.
    public func choosingOption(
        _ option: String, of module: String?, in library: any Library
    ) throws(StructureError) -> StructureResult {
        var editor = try StructureEditor(self)
        let found = try editor.owner(of: module)
        if case .use(let reference, let chosen) = found.module.body {
            let chain = Resolver(library: library).follow(reference.value, from: address.folder).chain
            let options = chain.last?.module?.options ?? []
            let index = try PartLookup.option(option, among: options)
            let handle = options[index].handle
            if chosen.map({ PartLookup.chosen($0.value, among: options) }) != .one(index) {
                try editor.set("default", to: .text(handle), at: found.path, order: found.keyOrder)
            }
            return try editor.finished(handle)
        }
        let owner = try editor.ownerOfTexts(module, in: library)
        let index = try PartLookup.option(option, among: owner.options)
        // A single text is always the default.
        if editor.node(at: owner.optionsPath) != nil {
            try editor.markDefault(index, of: owner, count: owner.options.count)
        }
        return try editor.finished(owner.options[index].handle)
    }
}

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
                help: "omit the module's name")
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
                help: "give its address, \(ShellWord.quoted(address)), without a module's name")
        }
        if let list = node(at: owner.optionsPath), list.count != owner.options.count {
            throw StructureError(
                "`options` has entries that are not options",
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
