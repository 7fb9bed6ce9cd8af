internal import YAMLTree

/// Changes of a prompt's modules. Each returns the whole file; comments, order and layout of everything else
/// stay byte for byte. Each throws ``StructureError`` if there is no such module or the resulting file would
/// have a new error.
extension ParsedFile {
    /// Returns the prompt with one more module. If the prompt has a single text at the top level, that text
    /// becomes its first module.
    ///
    /// - Throws: ``StructureError`` if the name is empty, there is no such position, or another module has
    ///   the handle, because people select that module's options by it.
    public func addingModule(
        _ new: NewModule, at position: ModulePosition
    ) throws(StructureError) -> StructureResult {
        var editor = try StructureEditor(self)
        try editor.makeModules()
        let prompt = try editor.prompt()
        try StructureNames.check(
            new.name, of: "module", handle: new.handle, among: prompt.modules.map(\.handle))
        let index = try position.index(in: prompt, moving: nil)
        try editor.apply(.insertItem(into: [.key("modules")], new.value, at: index))
        return try editor.finished(new.handle)
    }

    /// Returns the prompt with another name for a module. Its handle changes with the name.
    ///
    /// - Throws: ``StructureError`` if there is no such module, or the name is empty or taken.
    public func renamingModule(_ module: String, to name: String) throws(StructureError) -> StructureResult {
        var editor = try StructureEditor(self)
        let (index, found) = try editor.module(module)
        try editor.makeModules()
        var others = try editor.prompt().modules.map(\.handle)
        others.remove(at: index)
        let handle = Slug.make(name)
        try StructureNames.check(name, of: "module", handle: handle, among: others)
        if found.header.name?.value != name {
            try editor.set(
                "name", to: .text(name), at: [.key("modules"), .index(index)],
                order: Keys.moduleEntry.keyNames)
        }
        return try editor.finished(handle)
    }

    /// Returns the prompt with a module moved to another position.
    ///
    /// - Throws: ``StructureError`` if there is no such module or position.
    public func movingModule(
        _ module: String, to position: ModulePosition
    ) throws(StructureError) -> StructureResult {
        var editor = try StructureEditor(self)
        let (index, _) = try editor.module(module)
        let target = try position.index(in: editor.prompt(), moving: index)
        if target != index { try editor.apply(.moveItem([.key("modules"), .index(index)], to: target)) }
        let handle = try editor.prompt().modules[target].handle
        return try editor.finished(handle)
    }

    /// Returns the prompt without a module.
    ///
    /// - Throws: ``StructureError`` if there is no such module or it is the last one.
    public func removingModule(_ module: String) throws(StructureError) -> StructureResult {
        var editor = try StructureEditor(self)
        let (index, found) = try editor.module(module)
        guard try editor.prompt().modules.count > 1 else {
            let address = ShellWord.quoted(address.path)
            throw StructureError(
                "\(quoted(found.handle)) is the prompt's only module",
                help: "`promptpal rm \(address)` deletes the whole prompt; or add another module first")
        }
        try editor.apply(.remove([.key("modules"), .index(index)]))
        return try editor.finished(found.handle)
    }

    /// Returns the prompt with a module shown in renderings or hidden from them.
    ///
    /// - Throws: ``StructureError`` if there is no such module.
    public func settingModule(_ module: String, visible: Bool) throws(StructureError) -> StructureResult {
        var editor = try StructureEditor(self)
        let (index, found) = try editor.module(module)
        let path: [YAMLPathStep] = [.key("modules"), .index(index)]
        var isUsed = false
        if case .use = found.body { isUsed = true }
        if visible, !isUsed {
            if found.visible == false { try editor.clear("visible", at: path, instead: "true") }
        } else if found.visible != visible {
            try editor.makeModules()
            try editor.set(
                "visible", to: .plain(visible ? "true" : "false"), at: path, order: Keys.moduleEntry.keyNames)
        }
        return try editor.finished(found.handle)
    }
}

extension StructureEditor {
    /// Returns the current prompt.
    ///
    /// - Throws: ``StructureError`` if the file is no prompt.
    func prompt() throws(StructureError) -> Prompt {
        guard case .prompt(let prompt)? = file.record else {
            throw StructureError(
                "\(quoted(file.address.path)) is a \(file.kind.rawValue): only prompts have modules")
        }
        if let list = node(at: [.key("modules")]), list.count != prompt.modules.count {
            throw StructureError(
                "`modules` has entries that are not modules",
                help: "`promptpal validate \(ShellWord.quoted(file.address.path))` shows them")
        }
        return prompt
    }

    /// Returns a module and its index.
    func module(_ text: String) throws(StructureError) -> (index: Int, module: Module) {
        let prompt = try prompt()
        let index = try PartLookup.module(text, in: prompt)
        return (index, prompt.modules[index])
    }

    /// Turns the prompt's single text at the top level into a module, unchanged and with its comments.
    mutating func makeModules() throws(StructureError) {
        guard file.kind == .prompt, node(at: [.key("modules")]) == nil, node(at: [.key("content")]) != nil
        else {
            return
        }
        try apply(.nest([.key("content")], in: "modules"))
    }
}

/// The rules for new names of modules and options.
enum StructureNames {
    static func check(
        _ name: String?, of what: String, handle: String, among others: [String]
    ) throws(StructureError) {
        if let name, name.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0A }) {
            throw StructureError("the name of a module or option can't be empty")
        }
        guard !others.contains(handle) else {
            throw StructureError(
                "the \(what) \(quoted(handle)) already exists", help: "choose another name for the new one")
        }
    }
}
