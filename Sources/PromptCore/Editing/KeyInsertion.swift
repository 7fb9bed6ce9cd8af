internal import YAMLTree

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
