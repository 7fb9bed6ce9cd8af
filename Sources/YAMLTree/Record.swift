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
