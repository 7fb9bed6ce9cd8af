internal import YAMLTree

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
