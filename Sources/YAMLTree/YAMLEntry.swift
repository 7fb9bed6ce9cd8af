/// One entry of a map.
public struct YAMLEntry: Sendable {
    /// The key's node.
    public let key: YAMLNode
    /// The value's node.
    public let value: YAMLNode
    /// End of the value before this entry; comments of this entry start no earlier.
    let bound: Int32
    /// True if the map is a flow map.
    let isFlow: Bool

    /// The bytes that move with the entry when it is removed or moved.
    ///
    /// In a block map the range contains
    /// - the full-line comments directly above the key, at the key's column, with no blank line between. If
    ///   they start the file, they belong to the file and not to the entry;
    /// - the indentation, key and value;
    /// - the comment after the value on its last line, and the end of that line;
    /// - comment lines below that are indented deeper than the key, with the blank lines between them.
    ///
    /// If an entry shares its line with a dash (`- name: x`), its range starts at its key. In a flow map the
    /// range is the key through the value; commas and blanks belong to no entry.
    public var range: Range<Int> { extent.range }

    /// The full-line comments above that belong to the entry; `nil` if there are none.
    public var leadingComments: Range<Int>? { extent.leadingComments }

    /// The comment after the value on its last line, from its `#` and without the line end.
    public var trailingComment: Range<Int>? { extent.trailingComment }

    var extent: Extent {
        key.tree.bytes.withUnsafeBufferPointer { bytes in
            isFlow
                ? Extent(flow: key.range.lowerBound..<max(key.range.upperBound, value.range.upperBound))
                : Extent(
                    bytes, from: key.range.lowerBound,
                    valueEnd: max(key.range.upperBound, value.range.upperBound), bound: Int(bound))
        }
    }
}

/// The range of an entry or item of a collection, with its comments.
struct Extent {
    var range: Range<Int>
    var leadingComments: Range<Int>?
    var trailingComment: Range<Int>?
    /// End of the value's own line, before deeper comments below.
    var lineEnd: Int

    init(flow range: Range<Int>) {
        self.range = range
        lineEnd = range.upperBound
    }

    /// - Parameters:
    ///   - first: offset of the key or dash.
    ///   - valueEnd: end of the value; for a literal or folded block, past its line end.
    ///   - bound: the earliest offset at which the member's comments can start.
    init(_ bytes: UnsafeBufferPointer<UInt8>, from first: Int, valueEnd: Int, bound: Int) {
        let line = Lines.start(bytes, of: first)
        let column = first - line
        var start = first
        if Lines.skipSpaces(bytes, from: line) == first {
            start = line
            while start > bound {
                let above = Lines.start(bytes, of: start - Lines.breakLength(bytes, before: start))
                guard above < start, above >= bound, Extent.isComment(bytes, at: above, column: column) else {
                    break
                }
                start = above
            }
            // Comments at the start of a file (a licence, an editor's modeline) belong to the file.
            if start <= Lines.byteOrderMark(bytes) { start = line }
            if start < line { leadingComments = start..<line }
        }
        var end = valueEnd
        if Lines.breakLength(bytes, before: end) == 0 || end <= first {
            let comment = Lines.skipBlanks(bytes, from: end)
            end = Lines.end(bytes, of: end)
            if comment < end, bytes[comment] == UInt8(ascii: "#") { trailingComment = comment..<end }
            end += Lines.breakLength(bytes, at: end)
        }
        lineEnd = end
        range = start..<Extent.deeperComments(bytes, from: end, column: column)
    }

    /// True if the line that starts at `line` is a comment at exactly this column.
    private static func isComment(_ bytes: UnsafeBufferPointer<UInt8>, at line: Int, column: Int) -> Bool {
        let content = Lines.skipSpaces(bytes, from: line)
        return content - line == column && content < bytes.count && bytes[content] == UInt8(ascii: "#")
    }

    /// Returns the offset past the comment lines below that are indented deeper than `column`.
    private static func deeperComments(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, column: Int
    ) -> Int {
        var end = start
        var line = start
        while line < bytes.count {
            let content = Lines.skipBlanks(bytes, from: line)
            let next = Lines.next(bytes, after: content)
            if content < bytes.count, bytes[content] == UInt8(ascii: "#") {
                guard content - line > column else { break }
                end = next
            } else if Lines.breakLength(bytes, at: content) == 0 {
                break
            }
            line = next
        }
        return end
    }
}
