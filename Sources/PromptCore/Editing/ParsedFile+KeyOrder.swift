internal import YAMLTree

extension ParsedFile {
    /// Returns the file with the keys of its top-level map in the usual order. Unknown keys are not
    /// moved.
    ///
    /// - Throws: ``AssignmentError`` if a key can't be moved.
    public func orderingKeys() throws(AssignmentError) -> ParsedFile {
        guard var tree, let root = tree.root else { return self }
        let order = Keys.description(of: kind).keyNames
        let keys = root.entries.map(\.key.text)
        let known = keys.filter(order.contains)
        let wanted = order.filter(known.contains)
        var last: String?
        do {
            for key in wanted {
                let now = (tree.root?.entries.map(\.key.text) ?? []).filter(order.contains)
                let index = last.flatMap { now.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
                if now.indices.contains(index), now[index] != key {
                    tree = try tree.applying(.moveEntry([.key(key)], last.map(YAMLPosition.after) ?? .first))
                }
                last = key
            }
        } catch {
            throw AssignmentError("the keys can't be put in order: \(error)")
        }
        return ParsedFile(tree.source, kind: kind, address: address)
    }
}
