internal import YAMLTree

/// Compares the content of two trees without comments, layout, quotes and the order of keys.
enum TreeEquality {
    static func isEqual(_ left: YAMLNode?, _ right: YAMLNode?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        guard left.kind == right.kind, left.count == right.count else { return false }
        switch left.kind {
        case .scalar:
            return left.isNull && right.isNull || left.isNull == right.isNull && left.text == right.text
        case .sequence:
            return zip(left.items, right.items).allSatisfy { isEqual($0, $1) }
        case .mapping:
            var values: [String: YAMLNode] = [:]
            for entry in right.entries { values[entry.key.text] = entry.value }
            return left.entries.allSatisfy { entry in
                values[entry.key.text].map { isEqual(entry.value, $0) } ?? false
            }
        }
    }
}

extension TreeEquality {
    /// True if two nodes have the same content in the same order, with plain numbers and other typed scalars
    /// told from texts.
    static func isSame(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
        guard left.kind == right.kind, left.count == right.count else { return false }
        switch left.kind {
        case .scalar:
            return left.written == right.written
        case .sequence:
            return zip(left.items, right.items).allSatisfy { isSame($0, $1) }
        case .mapping:
            return zip(left.entries, right.entries).allSatisfy {
                $0.key.text == $1.key.text && isSame($0.value, $1.value)
            }
        }
    }
}
