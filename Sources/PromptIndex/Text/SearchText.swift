public import PromptCore
internal import YAMLTree

/// One text of a record, for search.
public struct SearchText: Sendable {
    /// The part of the record.
    public var field: SearchField
    /// The text as in the file.
    public var text: String
    /// Its position in the record's file.
    var location: Location

    enum Location: Sendable {
        /// The text is the address, or is derived from it.
        case address
        /// In these bytes, one scalar.
        case range(Range<Int>)
        case content(LocatedText)
        /// The model does not keep its position.
        case unknown
    }
}

extension ParsedFile {
    /// The texts by which search finds this record, in the order of the file. If a record can't be read, only
    /// its address is searched.
    public var searchTexts: [SearchText] {
        var texts = SearchTexts()
        if kind != .folder || !address.path.isEmpty {
            texts.add(.handle, text: address.name, at: .address)
            texts.add(.folder, text: address.folder.path, at: .address)
        }
        guard let record else { return texts.found }
        texts.add(record.header.name, as: .name)
        texts.add(record.header)
        switch record {
        case .prompt(let prompt):
            prompt.modules.forEach { texts.add($0) }
            prompt.variables.forEach { texts.add($0) }
        case .module(let module):
            texts.add(module.body)
            module.variables.forEach { texts.add($0) }
        case .variable(let variable):
            texts.add(variable.name, as: .variable)
            texts.addRules(variable)
        case .folder, .manifest: break
        }
        for partial in record.partials {
            texts.add(partial.name, as: .option)
            if let content = partial.content { texts.add(.text, text: content.text, at: .content(content)) }
        }
        return texts.found
    }
}

/// Collects the texts of the model for search.
private struct SearchTexts {
    private(set) var found: [SearchText] = []

    mutating func add(_ field: SearchField, text: String?, at location: SearchText.Location) {
        if let text, !text.isEmpty { found.append(SearchText(field: field, text: text, location: location)) }
    }

    mutating func add(_ text: Located<String>?, as field: SearchField) {
        if let text { add(field, text: text.value, at: .range(text.range)) }
    }

    /// Adds tags and description.
    mutating func add(_ header: Header) {
        header.tags.forEach { add($0, as: .tag) }
        add(.description, text: header.description, at: .unknown)
    }

    mutating func add(_ module: Module) {
        add(module.header.name, as: .module)
        if module.header.name.map({ Slug.make($0.value) }) != module.handle {
            add(.module, text: module.handle, at: .range(module.range.lowerBound..<module.range.lowerBound))
        }
        add(module.header)
        add(module.body)
        module.variables.forEach { add($0) }
    }

    mutating func add(_ body: Module.Body) {
        switch body {
        case .use(let target, default: _): add(target, as: .module)
        case .options(let options):
            for option in options {
                add(option.name, as: .option)
                option.tags.forEach { add($0, as: .tag) }
                add(.description, text: option.description, at: .unknown)
                if let content = option.content { add(.text, text: content.text, at: .content(content)) }
            }
        }
    }

    mutating func add(_ variable: Variable) {
        add(variable.name, as: .variable)
        add(variable.header)
        addRules(variable)
    }

    /// Adds its help and its choices.
    mutating func addRules(_ variable: Variable) {
        add(.text, text: variable.help, at: .unknown)
        for choice in variable.choices {
            add(.text, text: choice.label ?? choice.value, at: .range(choice.range))
        }
    }
}

extension ParsedFile {
    /// Returns true if the file declares the variable called `name`, or if a tag in its texts refers to it.
    package func hasVariable(named name: String) -> Bool {
        func declares(_ variables: [Variable]) -> Bool { variables.contains { $0.name.value == name } }
        func asks(_ text: String?) -> Bool {
            Template(text ?? "", format: format).references.contains { reference in
                reference.kind != .partial
                    && reference.name.split(separator: ".").first.map { $0 == name } == true
            }
        }
        func asks(_ module: Module, syntax: Syntax) -> Bool {
            (module.syntax ?? syntax) == .mustache && module.options.contains { asks($0.content?.text) }
        }
        func asks(_ partials: [LocalPartial], syntax: Syntax) -> Bool {
            partials.contains { ($0.syntax ?? syntax) == .mustache && asks($0.content?.text) }
        }
        switch record {
        case .prompt(let prompt):
            return declares(prompt.variables) || asks(prompt.partials, syntax: prompt.syntax)
                || prompt.modules.contains { declares($0.variables) || asks($0, syntax: prompt.syntax) }
        case .module(let module):
            return declares(module.variables) || asks(module, syntax: .mustache)
                || asks(module.partials, syntax: module.syntax ?? .mustache)
        case .variable(let variable): return variable.name.value == name
        case .folder, .manifest, nil: return false
        }
    }
}

/// The parts of a record in which words are found, from the most to the least significant.
public enum SearchField: UInt8, Sendable, Hashable, CaseIterable {
    /// Its `name:`.
    case name
    /// The last part of its address.
    case handle
    /// The folders of its address.
    case folder
    case tag
    /// Names and handles of a prompt's modules, and addresses of the shared ones it uses.
    case module
    /// Names and handles of options, and names of a file's own partials.
    case option
    /// Names of variables.
    case variable
    /// Descriptions: its own, its modules', its options'.
    case description
    /// Texts of options; for a variable, its help and its choices.
    case text
}
