internal import YAMLTree

extension KeyPlace {
    /// The edit that puts `value` here. What is missing on the way is made; a new key stands where it usually does
    /// among the keys that are there.
    func setting(_ value: YAMLValue, in root: YAMLNode?) -> YAMLEdit {
        var node = root
        for (index, step) in path.enumerated() {
            if case .index(let place) = step {
                node = node.flatMap { place < $0.count ? Array($0.items)[place] : nil }
                continue
            }
            guard let parent = node, parent.kind == .mapping, case .key(let key) = step else { break }
            node = parent.value(forKey: key)
            if node == nil {
                let rest = path[(index + 1)...].reversed().reduce(value) { inner, step in
                    if case .key(let key) = step { .map([(key, inner)]) } else { inner }
                }
                let place = KeyPlace.position(of: key, in: parent, order: orders[index])
                return .insertEntry(into: Array(path[..<index]), key: key, rest, at: place)
            }
        }
        return .set(path, value)
    }

    /// Behind the last of the keys that usually stand before it.
    private static func position(of key: String, in map: YAMLNode, order: [String]) -> YAMLPosition {
        guard let rank = order.firstIndex(of: key) else { return .last }
        let before = map.entries.map(\.key.text).last { order[..<rank].contains($0) }
        return before.map(YAMLPosition.after) ?? .first
    }
}
