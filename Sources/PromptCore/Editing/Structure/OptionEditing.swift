internal import YAMLTree

/// An option to be added to a module.
public struct NewOption: Sendable {
    public let name: String
    public let description: String?
    public let content: String
    /// Whether it becomes the module's default.
    public let isDefault: Bool

    public init(name: String, description: String? = nil, content: String, isDefault: Bool = false) {
        self.name = name
        self.description = description
        self.content = content
        self.isDefault = isDefault
    }

    fileprivate var value: YAMLValue {
        var members = [YAMLMember("name", .text(name))]
        if let description { members.append(YAMLMember("description", .text(description))) }
        members.append(YAMLMember("content", .text(content)))
        return .mapping(members)
    }
}

/// Changes of a module's options, of a prompt's module (by handle, name or number) or, where `module` is `nil`, of a
/// shared module's file. Each gives the whole file, with everything else of it as it was.
extension ParsedFile {
    /// The file with one more option, last in its module. A module with one text keeps that as its first option and
    /// default, so that nothing renders differently unless the new one is the default.
    public func addingOption(
        _ new: NewOption, to module: String?, in library: any Library
    ) throws(StructureError) -> StructureResult {
        var editor = try StructureEditor(self)
        let found = try editor.ownerOfTexts(module, in: library)
        let handle = Slug.make(new.name)
        try StructureNames.check(new.name, "option", handle: handle, among: found.options.map(\.handle))
        let hadOptions = editor.node(at: found.optionsPath) != nil
        let owner = try editor.makeOptions(found)
        let count = found.options.count
        if !hadOptions, !new.isDefault { try editor.markDefault(0, of: owner, count: count) }
        try editor.apply(.insertItem(into: owner.optionsPath, new.value, at: count))
        if new.isDefault { try editor.markDefault(count, of: owner, count: count + 1) }
        return try editor.finished(handle)
    }

    /// The file with another name for an option, which its handle follows.
    public func renamingOption(
        _ option: String, of module: String?, to name: String, in library: any Library
    ) throws(StructureError) -> StructureResult {
        var editor = try StructureEditor(self)
        let found = try editor.ownerOfTexts(module, in: library)
        let index = try PartLookup.option(option, among: found.options)
        let handle = Slug.make(name)
        var others = found.options.map(\.handle)
        others.remove(at: index)
        try StructureNames.check(name, "option", handle: handle, among: others)
        let owner = try editor.makeOptions(found)
        if found.options[index].name?.value != name {
            try editor.set(
                "name", .text(name), at: owner.path(ofOption: index), order: Keys.option.keyNames)
        }
        return try editor.finished(handle)
    }

    /// The file without an option; refused for a module's last one. Where it was the default, the first one is then.
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

    /// The file with an option as its module's default, marked as such, and no other marked. Of a module in use, the
    /// prompt's own choice (`default:` beside `use:`) is set.
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
                try editor.set("default", .text(handle), at: found.path, order: found.keyOrder)
            }
            return try editor.finished(handle)
        }
        let owner = try editor.ownerOfTexts(module, in: library)
        let index = try PartLookup.option(option, among: owner.options)
        // A single text is the default in any case.
        if editor.node(at: owner.optionsPath) != nil {
            try editor.markDefault(index, of: owner, count: owner.options.count)
        }
        return try editor.finished(owner.options[index].handle)
    }
}
