extension YAMLNode {
    /// Number of entries of a map or items of a list; 0 for a scalar.
    public var count: Int {
        let record = record
        return record.kind == .scalar ? 0 : Int(record.textStart)
    }

    /// A map's entries in order; empty for another kind.
    public var entries: YAMLEntries {
        YAMLEntries(tree: tree, first: index + 1, count: kind == .mapping ? count : 0)
    }

    /// A list's items in order; empty for another kind.
    public var items: YAMLItems {
        YAMLItems(tree: tree, first: index + 1, count: kind == .sequence ? count : 0)
    }

    /// Returns the value of the first entry with this key.
    public subscript(_ key: StaticString) -> YAMLNode? {
        for entry in entries where entry.key.isText(key) { return entry.value }
        return nil
    }

    /// Returns the value of the first entry with this key.
    public func value(forKey key: String) -> YAMLNode? { entry(forKey: key)?.value }

    func entry(forKey key: String) -> YAMLEntry? {
        for entry in entries where entry.key.hasText(key) { return entry }
        return nil
    }

    func hasText(_ text: String) -> Bool {
        kind == .scalar && withTextBytes { $0.elementsEqual(text.utf8) }
    }
}

/// The entries of a map, in the order of the file.
public struct YAMLEntries: Sequence, Sendable {
    let tree: YAMLTree
    let first: Int32
    let count: Int

    /// Walks through the entries in order.
    public struct Iterator: IteratorProtocol {
        let tree: YAMLTree
        var position: Int32
        var left: Int
        var bound: Int32 = 0
        let isFlow: Bool

        /// Returns the next entry; `nil` at the end.
        public mutating func next() -> YAMLEntry? {
            guard left > 0 else { return nil }
            left -= 1
            let key = position
            let value = tree.records[Int(key)].next
            let record = tree.records[Int(value)]
            position = record.next
            let entry = YAMLEntry(
                key: YAMLNode(tree: tree, index: key), value: YAMLNode(tree: tree, index: value),
                bound: bound,
                isFlow: isFlow)
            bound = record.end
            return entry
        }
    }

    /// Returns an iterator at the first entry.
    public func makeIterator() -> Iterator {
        Iterator(
            tree: tree, position: first, left: count,
            isFlow: count > 0 && tree.records[Int(first) - 1].style == .flow)
    }
    /// The exact number of entries.
    public var underestimatedCount: Int { count }
}

/// The items of a list, in the order of the file.
public struct YAMLItems: Sequence, Sendable {
    let tree: YAMLTree
    let first: Int32
    let count: Int

    /// Walks through the items in order.
    public struct Iterator: IteratorProtocol {
        let tree: YAMLTree
        var position: Int32
        var left: Int

        /// Returns the next item; `nil` at the end.
        public mutating func next() -> YAMLNode? {
            guard left > 0 else { return nil }
            left -= 1
            let item = YAMLNode(tree: tree, index: position)
            position = tree.records[Int(position)].next
            return item
        }
    }

    /// Returns an iterator at the first item.
    public func makeIterator() -> Iterator { Iterator(tree: tree, position: first, left: count) }
    /// The exact number of items.
    public var underestimatedCount: Int { count }
}
