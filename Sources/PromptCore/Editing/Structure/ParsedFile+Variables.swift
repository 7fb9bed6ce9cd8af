internal import Diagnostics
internal import YAMLTree

/// One key of a variable's definition with its new value.
public struct VariableKey: Sendable, Hashable {
    /// The key in the file: `type`, `min_length`, `options`.
    public let name: String
    /// The new value.
    public let value: Value

    /// The operation on the key.
    public enum Value: Sendable, Hashable {
        case text(String)
        /// All items of a list; existing items stay unchanged.
        case list([String])
        /// Remove the key.
        case remove
    }

    /// A key with its new value.
    public init(_ name: String, value: Value) {
        self.name = name
        self.value = value
    }
}

extension ParsedFile {
    /// Returns the file with a variable added or changed. Only the given keys change.
    ///
    /// A new variable without a `type` gets the first type that has all of its keys. If a definition is only
    /// a text, its default, it becomes a map.
    ///
    /// - Parameter name: `nil` in a variable's own file.
    /// - Throws: ``StructureError`` if a key is unknown or a value does not fit it.
    public func settingVariable(
        _ name: String?, keys: [VariableKey]
    ) throws(StructureError) -> StructureResult {
        var editor = try StructureEditor(self)
        let location = try editor.variable(name, mayBeNew: true)
        for key in keys { try VariableDefinition.check(key.name, in: location.description) }
        guard let node = editor.node(at: location.path) else {
            let value = try VariableDefinition.value(
                keys, of: location.name, like: editor.node(at: [.key("variables")]))
            let order = Keys.description(of: kind).keyNames
            let path = KeyLocation(path: location.path, shape: .free, orders: [order, []])
            try editor.apply(path.setting(value, in: editor.tree.root))
            return try editor.finished(location.name)
        }
        if node.kind == .scalar, !node.isNull {
            let isLong = node.style == .literal || node.style == .folded
            let member = YAMLMember("default", value: .text(node.text))
            try editor.apply(.set(location.path, .mapping([member], style: isLong ? .block : .flow)))
        }
        for key in keys { try editor.set(key, of: location) }
        return try editor.finished(location.name)
    }

    /// Returns the file without a variable's declaration. Texts that use the variable are not checked.
    ///
    /// - Throws: ``StructureError`` if there is no such variable, or the file is the variable's own.
    public func removingVariable(_ name: String) throws(StructureError) -> StructureResult {
        var editor = try StructureEditor(self)
        let location = try editor.variable(name, mayBeNew: false)
        guard kind != .variable else {
            throw StructureError(
                "\(quoted(address.path)) is the variable's own file",
                help: "`promptpal rm \(ShellWord.quoted(address.path))` deletes it")
        }
        let section: [YAMLPathStep] = [.key("variables")]
        let isLast = editor.node(at: section)?.count == 1
        try editor.apply(.remove(isLast && !editor.hasCommentsBesideVariables ? section : location.path))
        return try editor.finished(location.name)
    }
}

/// A variable's definition in a file.
struct VariableLocation {
    let name: String
    /// The path of its map, or of the text that is its default.
    let path: [YAMLPathStep]
    let keyOrder: [String]
    /// The description of its keys.
    let description: ObjectDescription
}

extension StructureEditor {
    /// Returns the declaration of a variable in this file.
    func variable(_ name: String?, mayBeNew: Bool) throws(StructureError) -> VariableLocation {
        let name = name.map { Variable.canonicalName($0, in: file.format) }
        let declared: [String]
        switch file.record {
        case .variable(let variable)?:
            let own = variable.name.value
            if let name, name != own {
                throw StructureError("the variable in \(quoted(file.address.path)) is called \(quoted(own))")
            }
            return VariableLocation(
                name: own, path: [], keyOrder: Keys.variable.keyNames, description: Keys.variable)
        case .prompt(let prompt)?: declared = prompt.variables.map(\.name.value)
        case .module(let module)?: declared = module.variables.map(\.name.value)
        default:
            throw StructureError(
                "\(quoted(file.address.path)) is a \(file.kind.rawValue): it has no variables")
        }
        guard let name else {
            throw StructureError(
                "which variable is meant?",
                help: declared.isEmpty
                    ? "the \(file.kind.rawValue) declares none yet"
                    : "it declares \(declared.joined(separator: ", "))")
        }
        if mayBeNew { try StructureNames.check(variable: name, in: file.format) }
        guard mayBeNew || declared.contains(name) else {
            throw StructureError(
                "the \(file.kind.rawValue) declares no variable \(quoted(name))",
                help: Suggestion.help(for: name, among: declared, what: "it declares"))
        }
        return VariableLocation(
            name: name, path: [.key("variables"), .key(file.spelling(ofVariable: name))],
            keyOrder: Keys.variableEntry.keyNames,
            description: Keys.variableEntry)
    }

    /// True if a comment belongs to `variables:` itself and not to one of its entries.
    var hasCommentsBesideVariables: Bool {
        guard let entry = tree.root?.entries.first(where: { $0.key.isText("variables") }) else {
            return false
        }
        var start = entry.range.lowerBound
        var ends = entry.value.entries.map(\.range)
        ends.append(entry.range.upperBound..<entry.range.upperBound)
        for range in ends {
            if start < range.lowerBound,
                tree.source.bytes[start..<range.lowerBound].contains(UInt8(ascii: "#"))
            {
                return true
            }
            start = range.upperBound
        }
        return false
    }

    /// Sets or removes one key of a definition.
    mutating func set(_ key: VariableKey, of location: VariableLocation) throws(StructureError) {
        let path = location.path + [.key(key.name)]
        let node = node(at: path)
        switch key.value {
        case .remove:
            if node != nil { try apply(.remove(path)) }
        case .list(let items) where node?.kind == .sequence && node?.count ?? 0 > 0:
            try setItems(items, at: path)
        default:
            let value = try VariableDefinition.value(key, in: location.description, of: location.name)
            try set(key.name, to: value, at: location.path, order: location.keyOrder)
        }
    }

    /// Makes a list contain exactly these values in this order; items that stay keep their labels and
    /// comments.
    private mutating func setItems(_ items: [String], at path: [YAMLPathStep]) throws(StructureError) {
        func values() -> [String] {
            (node(at: path).map { Array($0.items) } ?? []).map { item in
                item.kind == .mapping ? item.value(forKey: "value")?.text ?? "" : item.text
            }
        }
        for (index, item) in items.enumerated() {
            let now = values()
            if let old = now.firstIndex(of: item) {
                if old != index, old > index { try apply(.moveItem(path + [.index(old)], to: index)) }
            } else {
                try apply(.insertItem(into: path, .text(item), at: min(index, now.count)))
            }
        }
        for index in (items.count..<max(items.count, values().count)).reversed() {
            try apply(.remove(path + [.index(index)]))
        }
    }
}

extension StructureNames {
    static func check(variable name: String, in format: Format) throws(StructureError) {
        guard Variable.isName(name, in: format) else {
            throw StructureError(
                "\(quoted(name)) is not a valid variable name",
                help: Variable.nameHelp(for: name, in: format))
        }
    }
}

extension ParsedFile {
    /// Returns the key under `variables:` that declares a variable, which may be in another Unicode form.
    func spelling(ofVariable name: String) -> String {
        let entries = tree?.root?.value(forKey: "variables")?.entries
        return entries?.first { Variable.canonicalName($0.key.text, in: format) == name }?.key.text ?? name
    }
}

/// Writes definitions of variables.
enum VariableDefinition {
    /// Maximum length in bytes of a definition on one line.
    private static let lineLimit = 90

    /// Returns the description of a key.
    ///
    /// - Throws: ``StructureError`` if there is no such key.
    @discardableResult
    static func check(
        _ key: String, in description: ObjectDescription
    ) throws(StructureError) -> KeyDescription {
        if let found = description.keys.first(where: { $0.name == key }) { return found }
        throw StructureError(
            "a variable has no key \(quoted(key))",
            help: Suggestion.help(for: key, among: description.keyNames, what: "its keys"))
    }

    /// Returns a key's value in the form that the key requires.
    static func value(
        _ key: VariableKey, in description: ObjectDescription, of variable: String
    ) throws(StructureError) -> YAMLValue {
        let shape = try check(key.name, in: description).shape
        switch key.value {
        case .list(let items): return .sequence(items.map(YAMLValue.text), style: .flow)
        case .remove: return .plain("null")
        case .text(let text):
            // The first alternative of each shape accepts a single text.
            var shape = shape
            while case .either(let shapes) = shape, let first = shapes.first { shape = first }
            let assignment = Assignment(key: ["variables", variable, key.name], .set, value: text)
            do {
                return try ValueReader.scalar(text, as: shape, for: assignment)
            } catch {
                throw StructureError(error)
            }
        }
    }

    /// Returns a new definition. It is on one line unless the file's other definitions are not or it would be
    /// too long.
    static func value(
        _ keys: [VariableKey], of variable: String, like others: YAMLNode?
    ) throws(StructureError) -> YAMLValue {
        var keys = keys.filter { $0.value != .remove }
        if !keys.contains(where: { $0.name == "type" }) {
            keys.append(VariableKey("type", value: .text(type(fitting: keys).rawValue)))
        }
        let order = Keys.variableEntry.keyNames
        keys.sort { order.firstIndex(of: $0.name) ?? 0 < order.firstIndex(of: $1.name) ?? 0 }
        var members: [YAMLMember] = []
        for key in keys {
            members.append(YAMLMember(key.name, value: try value(key, in: Keys.variableEntry, of: variable)))
        }
        let maps = (others.map { Array($0.entries) } ?? []).map(\.value).filter { $0.kind == .mapping }
        let length = keys.reduce(0) { sum, key in
            switch key.value {
            case .text(let text): sum + key.name.utf8.count + text.utf8.count + 4
            case .list(let items): sum + key.name.utf8.count + items.reduce(6) { $0 + $1.utf8.count + 2 }
            case .remove: sum
            }
        }
        let isBlock =
            maps.last?.style == .block || length > lineLimit
            || keys.contains {
                if case .text(let text) = $0.value { text.utf8.contains(0x0A) } else { false }
            }
        return .mapping(members, style: isBlock ? .block : .flow)
    }

    /// Returns the first type that has all of the keys; `text` if no type has.
    private static func type(fitting keys: [VariableKey]) -> VariableType {
        let fitting = VariableType.allCases.filter { type in
            keys.allSatisfy { key in
                guard Keys.types(knowing: key.name)?.contains(type) ?? true else { return false }
                guard type == .number, ["min", "max"].contains(key.name), case .text(let text) = key.value
                else { return true }
                return DecimalNumber(text) != nil
            }
        }
        return fitting.first ?? .text
    }
}
