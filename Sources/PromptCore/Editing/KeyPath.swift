internal import YAMLTree

/// A dotted key resolved in a file: its path in the tree, and the shape of its value.
struct KeyPlace {
    var path: [YAMLPathStep]
    var shape: Shape
    /// For each step, the keys allowed in the same map, in their usual order; empty if any key is allowed.
    var orders: [[String]] = []

    /// Resolves `key` by the key descriptions and the tree. Modules and options are named by handle or
    /// number, everything else by key.
    ///
    /// - Throws: ``AssignmentError`` if a part of the key does not exist.
    static func find(_ key: [String], in file: ParsedFile) throws(AssignmentError) -> KeyPlace {
        var place = KeyPlace(path: [], shape: .object(Keys.description(of: file.kind)))
        var node = file.tree?.root
        var done: [String] = []
        for part in key {
            let handles = KeyPlace.handles(file, at: done)
            (place, node) = try place.step(part, node, handles, done)
            done.append(part)
        }
        return place
    }

    private func step(
        _ part: String, _ node: YAMLNode?, _ handles: [String], _ done: [String]
    ) throws(AssignmentError) -> (KeyPlace, YAMLNode?) {
        switch shape {
        case .object(let object):
            guard let key = object.keys.first(where: { $0.name == part }) else {
                throw AssignmentError(
                    "a \(object.name) has no key \(quoted(part))",
                    help: Suggestion.help(for: part, among: object.keyNames, what: "its keys"))
            }
            return (then(.key(part), key.shape, among: object.keyNames), node?.value(forKey: part))
        case .map(let value, let pattern):
            if pattern != nil, !Variable.isName(part) {
                throw AssignmentError(
                    "\(quoted(part)) can't name a variable",
                    help: "use a letter or `_` first, then letters, digits and `_`")
            }
            return (then(.key(part), value), node?.value(forKey: part))
        case .list(let item, _):
            let index = handles.firstIndex(of: part) ?? Int(part).map { $0 - 1 }
            let count = node?.count ?? 0
            guard let index, index >= 0, index < count else {
                let names = handles.isEmpty ? (0..<count).map { String($0 + 1) } : handles
                throw AssignmentError(
                    "there is no \(quoted(part)) in `\(done.joined(separator: "."))`",
                    help: Suggestion.help(for: part, among: names, what: "there is"))
            }
            return (then(.index(index), item), node.flatMap { Array($0.items)[index] })
        case .either(let shapes):
            for shape in shapes {
                if case .object = shape {
                    return try KeyPlace(path: path, shape: shape, orders: orders).step(
                        part, node, handles, done)
                }
            }
            throw notAMap(done)
        case .free:
            return (then(.key(part), .free), node?.value(forKey: part))
        default:
            throw notAMap(done)
        }
    }

    private func then(_ step: YAMLPathStep, _ shape: Shape, among keys: [String] = []) -> KeyPlace {
        KeyPlace(path: path + [step], shape: shape, orders: orders + [keys])
    }

    private func notAMap(_ done: [String]) -> AssignmentError {
        AssignmentError("`\(done.joined(separator: "."))` has no keys of its own")
    }

    /// Returns the handles of the items of the list at `key`.
    private static func handles(_ file: ParsedFile, at key: [String]) -> [String] {
        switch (file.record, key.count) {
        case (.prompt(let prompt)?, 1) where key[0] == "modules": return prompt.modules.map(\.handle)
        case (.prompt(let prompt)?, 3) where key[0] == "modules" && key[2] == "options":
            let number = Int(key[1]).map { $0 - 1 }
            let module =
                prompt.modules.first { $0.handle == key[1] }
                ?? number.flatMap { prompt.modules.indices.contains($0) ? prompt.modules[$0] : nil }
            return module?.options.map(\.handle) ?? []
        case (.module(let module)?, 1) where key[0] == "options": return module.options.map(\.handle)
        default: return []
        }
    }
}
