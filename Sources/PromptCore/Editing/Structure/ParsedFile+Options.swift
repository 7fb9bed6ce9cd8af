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
                help: "`promptpal \(command)` takes the whole module away; or add another option first")
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
            if chosen.map({ Slug.make($0.value) }) != handle {
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
