internal import YAMLTree

/// A path in a record in the syntax of `set`: `modules.persona.options.engineer.description`.
enum DottedKey {
    /// Returns a path in this syntax; modules and options by handle, other items by number.
    static func text(of path: [YAMLPathStep], in tree: YAMLTree) -> String {
        var node = tree.root
        var parts: [String] = []
        var key = ""
        for step in path {
            switch step {
            case .key(let name):
                parts.append(name)
                node = node?.value(forKey: name)
                key = name
            case .index(let index):
                let items = node.map { Array($0.items) } ?? []
                let handles = hasHandles(key: key, items: items) ? PartHandles.of(items) : []
                parts.append(index < handles.count ? handles[index] : String(index + 1))
                node = index < items.count ? items[index] : nil
            }
        }
        return parts.joined(separator: ".")
    }

    /// Returns the path for a text in this syntax; the last key may be missing. `nil` if the text leads
    /// nowhere.
    static func path(of words: String, in tree: YAMLTree) -> [YAMLPathStep]? {
        guard let root = tree.root else { return nil }
        return words.isEmpty ? [] : find(Substring(words), in: root, key: "", path: [])
    }

    private static func find(
        _ words: Substring, in node: YAMLNode, key: String, path: [YAMLPathStep]
    ) -> [YAMLPathStep]? {
        /// Returns the text after a name; `nil` if the text does not start with it.
        func rest(_ name: String) -> Substring? {
            guard words.hasPrefix(name) else { return nil }
            let rest = words.dropFirst(name.count)
            return rest.isEmpty ? rest : rest.first == "." ? rest.dropFirst() : nil
        }
        switch node.kind {
        case .scalar: return nil
        case .mapping:
            for entry in node.entries {
                guard let rest = rest(entry.key.text) else { continue }
                let step = path + [.key(entry.key.text)]
                if rest.isEmpty { return step }
                if let found = find(rest, in: entry.value, key: entry.key.text, path: step) { return found }
            }
            return words.contains(".") ? nil : path + [.key(String(words))]
        case .sequence:
            let items = Array(node.items)
            let names =
                hasHandles(key: key, items: items)
                ? PartHandles.of(items) : items.indices.map { String($0 + 1) }
            for (index, name) in names.enumerated() {
                guard let rest = rest(name) else { continue }
                let step = path + [.index(index)]
                if rest.isEmpty { return step }
                if let found = find(rest, in: items[index], key: "", path: step) { return found }
            }
            return nil
        }
    }

    private static func hasHandles(key: String, items: [YAMLNode]) -> Bool {
        key == "modules"
            || (key == "options" && items.contains { $0.kind == .mapping && $0["content"] != nil })
    }
}
