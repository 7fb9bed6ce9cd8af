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

    func sibling(_ index: Int32) -> YAMLNode { YAMLNode(tree: tree, index: index) }
}

extension YAMLNode: Equatable {
    /// True for the same node of the same tree. Content is not compared.
    public static func == (left: YAMLNode, right: YAMLNode) -> Bool {
        left.tree === right.tree && left.index == right.index
    }
}
