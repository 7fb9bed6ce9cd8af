internal import Diagnostics
internal import YAMLTree

/// A text that uses a variable: its file, and the module and option that select it.
public struct VariableUse: Sendable, Hashable {
    /// The path of the file, relative to the store.
    public let file: String
    /// The module's handle in the prompt; empty in a shared module's own file.
    public let module: String
    /// The option's handle.
    public let option: String

    /// A use in an option's text; see the properties for the parts.
    public init(file: String, module: String, option: String) {
        self.file = file
        self.module = module
        self.option = option
    }
}

extension ParsedFile {
    /// Returns, for each variable, the texts of a prompt or module that use it, including those of shared
    /// modules and partials.
    public func variableUses(in library: any Library) -> [String: [VariableUse]] {
        guard let subject = Subject(self, library: library) else { return [:] }
        let scope = subject.scope
        var uses: [String: [VariableUse]] = [:]
        func look(at text: ScopedText, in module: String) {
            subject.walk.visit(text) { name in
                guard !UndeclaredNames.isItemField(name, in: scope) else { return }
                let use = VariableUse(file: name.home.file, module: module, option: text.option.handle)
                if uses[name.name]?.contains(use) != true { uses[name.name, default: []].append(use) }
            } broken: { _ in
            }
        }
        if let resolved = subject.resolved {
            for module in resolved.modules {
                for text in module.texts { look(at: text, in: kind == .prompt ? module.handle : "") }
            }
        } else {
            for text in subject.texts { look(at: text, in: text.partial == nil ? "" : LocalPartials.module) }
        }
        return uses
    }

    /// True if the file itself declares a variable with this name.
    public func declares(_ variable: String) -> Bool {
        switch record {
        case .prompt(let prompt)?: prompt.variables.contains { $0.name.value == variable }
        case .module(let module)?: module.variables.contains { $0.name.value == variable }
        case .variable(let own)?: own.name.value == variable
        default: false
        }
    }

    /// Returns the handle of a module's default option; `module` is `nil` in a shared module's file.
    public func defaultOption(of module: String?) -> String? {
        let options: [ModuleOption]
        switch (record, module) {
        case (.prompt(let prompt)?, let module?):
            guard let index = try? PartLookup.module(module, in: prompt) else { return nil }
            options = prompt.modules[index].options
        case (.module(let shared)?, _): options = shared.options
        default: return nil
        }
        return options.defaultIndex.map { options[$0].handle }
    }
}

/// The meaning of a name in a text, as seen from one prompt or module.
struct NameUse: Hashable {
    /// The file that contains the text.
    let file: Address
    let kind: RecordKind
    var name: String
    var meaning: Meaning

    /// The declaration to which the name refers.
    enum Meaning: Hashable {
        case declared(Address, RecordKind)
        /// `label` or `value` of a choice, inside a section over the choices.
        case item
        case nowhere
    }
}

extension ParsedFile {
    /// Returns the uses of some names in all texts that this prompt or module may render, including those of
    /// shared modules and partials, in a fixed order.
    func uses(of names: Set<String>, in library: any Library) -> [NameUse] {
        guard let subject = Subject(self, library: library) else { return [] }
        let scope = subject.scope
        var uses: [NameUse] = []
        for text in subject.resolved?.modules.flatMap(\.texts) ?? subject.texts {
            subject.walk.visit(text) { name in
                guard names.contains(name.name) else { return }
                var meaning = NameUse.Meaning.nowhere
                if UndeclaredNames.isItemField(name, in: scope) {
                    meaning = .item
                } else if let found = scope.declaration(of: name.name, in: name.home) {
                    meaning = .declared(found.file, found.kind)
                }
                uses.append(
                    NameUse(file: name.home.address, kind: name.home.kind, name: name.name, meaning: meaning))
            } broken: { _ in
            }
        }
        return uses
    }

    /// Returns the files whose texts get a variable's value from this file's declaration, each once.
    public func textsUsing(_ variable: String, in library: any Library) -> [String] {
        var files: [String] = []
        for use in uses(of: [variable], in: library) where use.meaning == .declared(address, kind) {
            let file = use.file.file(use.kind)
            if !files.contains(file) { files.append(file) }
        }
        return files
    }
}

/// Finds all occurrences of a name in a template, including closing tags.
enum NameTokens {
    /// Returns the UTF-8 byte ranges, in order, of `name` as a tag's name or as the part before its first
    /// dot. Returns `nil` if the text has problems, because its tags are then uncertain.
    static func ranges(of name: String, in template: Template) -> [Range<Int>]? {
        let program = template.program
        // A literal text has no tags. Without tags that look up a name there are no closing tags either.
        if program.tags.isEmpty { return template.problems.isEmpty ? [] : nil }
        guard template.problems.isEmpty else { return nil }
        var ranges: [Range<Int>] = []
        var scanner = TagScanner(program.bytes)
        while let finding = scanner.next() {
            guard case .tag(let tag) = finding else { return nil }
            switch tag.kind {
            case .variable, .unescaped, .section, .inverted, .close:
                let content = program.bytes[tag.content]
                let first = content.prefix { $0 != UInt8(ascii: ".") }
                if first.elementsEqual(name.utf8) || program.means(first, name) {
                    ranges.append(first.startIndex..<first.endIndex)
                }
            case .delimiters:
                let parts = program.bytes[tag.content].dropLast().split(whereSeparator: isBlank)
                guard parts.count == 2 else { return nil }
                scanner.set(open: Array(parts[0]), close: Array(parts[1]))
            case .partial, .comment, .parent, .block: continue
            }
        }
        return ranges
    }
}

extension ParsedFile {
    /// The texts of the file itself, compiled.
    var ownTexts: [ScopedText] {
        let home = Home(
            folder: address.folder, address: address, kind: kind, variables: [], format: format)
        func texts(of module: Module, syntax: Syntax) -> [ScopedText] {
            module.options.compactMap { ScopedText($0, syntax: module.syntax ?? syntax, home: home) }
        }
        func partials(syntax: Syntax) -> [ScopedText] {
            (record?.partials ?? []).compactMap { partial in
                var option = ModuleOption()
                option.content = partial.content
                return ScopedText(option, syntax: partial.syntax ?? syntax, home: home)
            }
        }
        switch record {
        case .prompt(let prompt)?:
            return prompt.modules.flatMap { texts(of: $0, syntax: prompt.syntax) }
                + partials(syntax: prompt.syntax)
        case .module(let module)?:
            return texts(of: module, syntax: .mustache) + partials(syntax: module.syntax ?? .mustache)
        default: return []
        }
    }

    /// Returns the replacements in the file's bytes that rename `old` to `new` in its texts.
    func renamingName(_ old: String, to new: String) throws(StructureError) -> [TextEdit] {
        var edits: [TextEdit] = []
        for text in ownTexts {
            guard let ranges = NameTokens.ranges(of: old, in: text.template) else {
                guard text.content.text.contains(old) else { continue }
                throw StructureError(
                    "a text of \(source.name) has errors, so its tags can't be renamed",
                    help: "`promptpal validate \(ShellWord.quoted(source.name))` shows them: fix them first")
            }
            if ranges.isEmpty { continue }
            let textRanges = text.content.textRanges
            edits += ranges.map { TextEdit(textRanges.sourceRange(ofText: $0), replacement: new) }
        }
        return edits
    }
}
