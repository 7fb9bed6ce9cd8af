internal import YAMLTree

/// A dotted key resolved in a file: its path in the tree, and the shape of its value.
struct KeyLocation {
    var path: [YAMLPathStep]
    var shape: Shape
    /// For each step, the keys allowed in the same map, in their usual order; empty if any key is allowed.
    var orders: [[String]] = []

    /// Resolves `key` by the key descriptions and the tree. Modules and options are named as by
    /// ``PartLookup``, everything else by key.
    ///
    /// - Throws: ``AssignmentError`` if a part of the key does not exist.
    static func find(_ key: [String], in file: ParsedFile) throws(AssignmentError) -> KeyLocation {
        var location = KeyLocation(path: [], shape: .object(Keys.description(of: file.kind)))
        var node = file.tree?.root
        var done: [String] = []
        for part in key {
            let parts = KeyLocation.parts(file, at: done)
            (location, node) = try location.step(
                to: part, in: node, among: parts, after: done, format: file.format)
            done.append(part)
        }
        return location
    }

    private func step(
        to part: String, in node: YAMLNode?, among parts: [(handle: String, name: String?)],
        after done: [String], format: Format
    ) throws(AssignmentError) -> (KeyLocation, YAMLNode?) {
        switch shape {
        case .object(let object):
            guard let key = object.keys.first(where: { $0.name == part }) else {
                throw AssignmentError(
                    "a \(object.name) has no key \(quoted(part))",
                    help: Suggestion.help(for: part, among: object.keyNames, what: "its keys"))
            }
            return (
                appending(.key(part), shape: key.shape, among: object.keyNames), node?.value(forKey: part)
            )
        case .map(let value, let pattern):
            if pattern == LocalPartial.namePattern {
                guard LocalPartial.isName(part) else {
                    throw AssignmentError(
                        "\(quoted(part)) can't be the name of a partial", help: "use a name without spaces")
                }
            } else if pattern != nil, !Variable.isName(part, in: format) {
                throw AssignmentError(
                    "\(quoted(part)) is not a valid variable name",
                    help: Variable.nameHelp(for: part, in: format))
            }
            var key = part
            if pattern != nil {
                key = Variable.canonicalName(part, in: format)
                // The file may have it in another Unicode form.
                key =
                    node?.entries.first { Variable.canonicalName($0.key.text, in: format) == key }?.key.text
                    ?? key
            }
            return (appending(.key(key), shape: value), node?.value(forKey: key))
        case .list(let item, _):
            let count = node?.count ?? 0
            let handles = parts.map(\.handle)
            var index = Int(part).map { $0 - 1 }
            switch PartLookup.typed(part, handles: handles, names: parts.map(\.name)) {
            case .one(let found): index = found
            case .several(let indices):
                let (message, help) = PartLookup.several(
                    for: part, among: indices.map { handles[$0] }, names: indices.map { parts[$0].name },
                    part: done.last == "options" ? "option" : "module")
                throw AssignmentError(message, help: help)
            case .none: break
            }
            guard let index, index >= 0, index < count else {
                let names = handles.isEmpty ? (0..<count).map { String($0 + 1) } : handles
                throw AssignmentError(
                    "there is no \(quoted(part)) in `\(done.joined(separator: "."))`",
                    help: Suggestion.help(for: part, among: names, what: "available"))
            }
            return (appending(.index(index), shape: item), node.flatMap { Array($0.items)[index] })
        case .either(let shapes):
            for shape in shapes {
                if case .object = shape {
                    return try KeyLocation(path: path, shape: shape, orders: orders).step(
                        to: part, in: node, among: parts, after: done, format: format)
                }
            }
            throw notAMap(done)
        case .free:
            return (appending(.key(part), shape: .free), node?.value(forKey: part))
        default:
            throw notAMap(done)
        }
    }

    private func appending(_ step: YAMLPathStep, shape: Shape, among keys: [String] = []) -> KeyLocation {
        KeyLocation(path: path + [step], shape: shape, orders: orders + [keys])
    }

    private func notAMap(_ done: [String]) -> AssignmentError {
        AssignmentError("`\(done.joined(separator: "."))` has no keys of its own")
    }

    /// Returns the handles and names of the items of the list at `key`; none if it is no list of modules or
    /// options.
    private static func parts(_ file: ParsedFile, at key: [String]) -> [(handle: String, name: String?)] {
        func named(_ options: [ModuleOption]) -> [(handle: String, name: String?)] {
            options.map { ($0.handle, $0.name?.value) }
        }
        switch (file.record, key.count) {
        case (.prompt(let prompt)?, 1) where key[0] == "modules":
            return prompt.modules.map { ($0.handle, $0.header.name?.value ?? $0.slot?.value) }
        case (.prompt(let prompt)?, 3) where key[0] == "modules" && key[2] == "options":
            guard case .one(let index) = PartLookup.typed(key[1], in: prompt) else { return [] }
            return named(prompt.modules[index].options)
        case (.module(let module)?, 1) where key[0] == "options": return named(module.options)
        default: return []
        }
    }
}

extension KeyLocation {
    /// Returns the edit that sets the key to `value`. Missing maps on the path are created. A new key is
    /// inserted at its usual position among the existing keys.
    func setting(_ value: YAMLValue, in root: YAMLNode?) -> YAMLEdit {
        var node = root
        for (index, step) in path.enumerated() {
            if case .index(let item) = step {
                node = node.flatMap { item < $0.count ? Array($0.items)[item] : nil }
                continue
            }
            guard let parent = node, parent.kind == .mapping, case .key(let key) = step else { break }
            node = parent.value(forKey: key)
            if node == nil {
                let rest = path[(index + 1)...].reversed().reduce(value) { inner, step in
                    if case .key(let key) = step { .map([(key, inner)]) } else { inner }
                }
                let position = KeyLocation.position(of: key, in: parent, order: orders[index])
                return .insertEntry(into: Array(path[..<index]), key: key, rest, at: position)
            }
        }
        return .set(path, value)
    }

    /// Returns the position after the last of the keys that usually precede it.
    private static func position(of key: String, in map: YAMLNode, order: [String]) -> YAMLPosition {
        guard let rank = order.firstIndex(of: key) else { return .last }
        let before = map.entries.map(\.key.text).last { order[..<rank].contains($0) }
        return before.map(YAMLPosition.after) ?? .first
    }
}
