internal import YAMLTree

/// Whether two trees say the same, whatever their comments, layout, quotes and order of keys.
enum TreeMeaning {
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
