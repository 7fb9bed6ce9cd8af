/// One node of a ``YAMLTree``: a small handle that keeps the tree alive.
public struct YAMLNode: Sendable {
    /// The kind of a node.
    public enum Kind: UInt8, Sendable {
        case scalar, sequence, mapping
    }

    /// The way a node is written.
    public enum Style: UInt8, Sendable {
        /// Scalars: plain, `'…'`, `"…"`, `|`, `>`.
        case plain, singleQuoted, doubleQuoted, literal, folded
        /// Collections: lines with keys or dashes, or `{…}` and `[…]`.
        case block, flow
    }

    let tree: YAMLTree
    let index: Int32

    var record: Record { tree.records[Int(index)] }

    /// Scalar, list or map.
    public var kind: Kind { record.kind }
    /// The style in the text, such as plain, quoted or flow.
    public var style: Style { record.style }

    /// The node's bytes in the source.
    ///
    /// Quotes and brackets are included. A literal or folded block goes from its `|` or `>` through the end
    /// of its last line. A block collection goes from the first key or dash through the end of its last
    /// value. An empty value (`key:`) is the empty range just past the colon or dash. Anchors and tags are
    /// outside.
    public var range: Range<Int> { record.range }

    /// A scalar's decoded text; `""` for a map or list.
    public var text: String {
        withTextBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// True if this is a scalar with exactly this text. Creates no string.
    public func isText(_ text: StaticString) -> Bool {
        let record = record
        guard record.kind == .scalar, Int(record.textLength) == text.utf8CodeUnitCount else { return false }
        let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        return withTextBytes { $0.elementsEqual(wanted) }
    }

    /// True if this is a null of YAML's core schema: a plain empty value, `~`, `null`, `Null` or `NULL`.
    public var isNull: Bool {
        let record = record
        guard record.kind == .scalar, record.style == .plain, record.textLength <= 4 else { return false }
        if record.textLength == 0 { return true }
        return isText("~") || isText("null") || isText("Null") || isText("NULL")
    }

    /// Calls `body` with the UTF-8 bytes of a scalar's text; with an empty buffer for a map or list.
    func withTextBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let record = record
        guard record.kind == .scalar else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
        let range = Int(record.textStart)..<Int(record.textStart) + Int(record.textLength)
        if record.isCooked {
            return tree.arena.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
        }
        return tree.bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
    }
}

extension YAMLNode: Equatable {
    /// True for the same node of the same tree. Content is not compared.
    public static func == (left: YAMLNode, right: YAMLNode) -> Bool {
        left.tree === right.tree && left.index == right.index
    }
}

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

/// One node of the flat tree: 24 bytes, in the order in which nodes begin.
///
/// The first child of a collection is the record after it. `next` is the index of the record after the whole
/// subtree, which is the next sibling if there is one. Keys and values of a map alternate. A scalar's text is
/// `textLength` bytes from `textStart`, in the source or, if the source spells it differently, in the tree's
/// arena of decoded bytes.
struct Record {
    /// Byte range of the node.
    var start: Int32
    var end: Int32
    /// Offset of a scalar's text; for a collection the number of entries or items.
    var textStart: Int32
    var textLength: Int32
    var next: Int32
    private var bits: UInt32

    init(start: Int, end: Int, kind: YAMLNode.Kind, style: YAMLNode.Style, indent: Int = 0) {
        self.start = Int32(truncatingIfNeeded: start)
        self.end = Int32(truncatingIfNeeded: end)
        textStart = 0
        textLength = 0
        next = 0
        bits =
            UInt32(kind.rawValue) | UInt32(style.rawValue) << 2
            | UInt32(truncatingIfNeeded: indent) << 8
    }

    var kind: YAMLNode.Kind { YAMLNode.Kind(rawValue: UInt8(bits & 3)) ?? .scalar }

    var style: YAMLNode.Style {
        get { YAMLNode.Style(rawValue: UInt8(bits >> 2 & 7)) ?? .plain }
        set { bits = bits & ~0x1C | UInt32(newValue.rawValue) << 2 }
    }

    /// True if the text is in the arena and not in the source.
    var isCooked: Bool {
        get { bits & 0x20 != 0 }
        set { bits = newValue ? bits | 0x20 : bits & ~0x20 }
    }

    /// For a literal or folded block, the number of spaces before its lines; for a block collection, the
    /// column, from 0, of its keys or dashes.
    var indent: Int { Int(bits >> 8) }

    var range: Range<Int> { Int(start)..<Int(end) }
}
