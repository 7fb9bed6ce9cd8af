/// Maps each byte of a scalar's text to its source bytes.
///
/// Literal and folded blocks lose their indentation, quoted scalars their escapes, and folded lines their
/// line breaks. The segments follow libyaml's own rules, so their joined texts equal the scalar's text.
struct TextSegments {
    /// A run of the scalar's text, `length` bytes from offset `text`, and the source bytes that produce it.
    /// If `isWhole`, they produce it as a unit (an escape, a line break); otherwise both have the same bytes.
    struct Segment {
        var text: Int
        var length: Int
        var source: Range<Int>
        var isWhole: Bool
    }

    private(set) var segments: [Segment] = []
    private(set) var length = 0

    /// Returns the source bytes of a range of the text.
    func source(of range: Range<Int>, end: Int) -> Range<Int> {
        let lower = start(of: range.lowerBound) ?? segments.last?.source.upperBound ?? end
        guard !range.isEmpty, let last = segment(at: min(range.upperBound, length) - 1) else {
            return lower..<lower
        }
        let upper =
            last.isWhole
            ? last.source.upperBound
            : last.source.lowerBound + min(range.upperBound, length) - last.text
        return lower..<max(lower, upper)
    }

    private func start(of offset: Int) -> Int? {
        guard let segment = segment(at: offset) else { return nil }
        return segment.isWhole ? segment.source.lowerBound : segment.source.lowerBound + offset - segment.text
    }

    /// Returns the segment that contains the byte at `offset` of the text.
    private func segment(at offset: Int) -> Segment? {
        guard offset >= 0, offset < length else { return nil }
        var low = 0
        var high = segments.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if segments[middle].text <= offset { low = middle } else { high = middle }
        }
        return segments[low]
    }

    /// Adds source bytes that occur in the text unchanged.
    mutating func copy(_ range: Range<Int>) {
        if range.isEmpty { return }
        if let last = segments.last, last.source.upperBound == range.lowerBound, !last.isWhole {
            segments[segments.count - 1].source = last.source.lowerBound..<range.upperBound
            segments[segments.count - 1].length += range.count
        } else {
            segments.append(Segment(text: length, length: range.count, source: range, isWhole: false))
        }
        length += range.count
    }

    /// Adds source bytes that together produce `count` bytes of text.
    mutating func whole(_ range: Range<Int>, count: Int) {
        segments.append(Segment(text: length, length: count, source: range, isWhole: true))
        length += count
    }

    /// Adds a line break, which becomes one LF.
    mutating func lineBreak(_ range: Range<Int>) {
        whole(range, count: 1)
    }

    /// Adds the fold of a line break and the empty lines after it.
    mutating func fold(_ first: Range<Int>?, more: [Range<Int>]) {
        if let first, more.isEmpty { whole(first, count: 1) }
        for range in more { lineBreak(range) }
    }
}

extension TextSegments {
    /// Creates the segments of a scalar.
    init(of record: Record, in bytes: UnsafeBufferPointer<UInt8>) {
        switch record.style {
        case .literal, .folded:
            self.init(
                block: Int(record.start), end: Int(record.end), indent: record.indent,
                isFolded: record.style == .folded, in: bytes)
        case .singleQuoted, .doubleQuoted:
            self.init(flow: Int(record.start) + 1..<Int(record.end) - 1, style: record.style, in: bytes)
        default: self.init(flow: record.range, style: .plain, in: bytes)
        }
    }

    /// Creates the segments of a literal or folded block.
    init(block start: Int, end: Int, indent: Int, isFolded: Bool, in bytes: UnsafeBufferPointer<UInt8>) {
        let shape = BlockScalarShape(bytes, start: start, limit: end, parentIndent: -1)
        var position = shape.bodyStart
        var first: Range<Int>?
        var more: [Range<Int>] = []
        var wasIndented = false

        /// Skips indentation and empty lines. Returns true if content follows.
        func eatEmptyLines() -> Bool {
            while true {
                let line = position
                while position < end, position - line < indent, bytes[position] == 0x20 { position += 1 }
                let length = position < end ? Lines.breakLength(bytes, at: position) : 0
                if length == 0 { return position < end && position - line == indent }
                more.append(position..<position + length)
                position += length
            }
        }

        while eatEmptyLines() {
            let isIndented = bytes[position] == 0x20 || bytes[position] == 0x09
            if isFolded, !wasIndented, !isIndented, let range = first {
                fold(range, more: more)
            } else {
                if let range = first { lineBreak(range) }
                for range in more { lineBreak(range) }
            }
            more = []
            wasIndented = isIndented
            let lineEnd = min(Lines.end(bytes, of: position), end)
            copy(position..<lineEnd)
            let length = lineEnd < end ? Lines.breakLength(bytes, at: lineEnd) : 0
            first = length > 0 ? lineEnd..<lineEnd + length : nil
            position = lineEnd + length
        }
        if shape.chomping != .strip, let range = first { lineBreak(range) }
        if shape.chomping == .keep { for range in more { lineBreak(range) } }
    }

    /// Creates the segments of a plain or quoted scalar from the bytes inside its quotes.
    init(flow range: Range<Int>, style: YAMLNode.Style, in bytes: UnsafeBufferPointer<UInt8>) {
        var position = range.lowerBound
        while position < range.upperBound {
            let byte = bytes[position]
            let length = Lines.breakLength(bytes, at: position)
            if byte == 0x20 || byte == 0x09 || length > 0 {
                position = blanks(from: position, to: range.upperBound, after: nil, in: bytes)
            } else if style == .singleQuoted, byte == UInt8(ascii: "'") {
                whole(position..<position + 2, count: 1)
                position += 2
            } else if style == .doubleQuoted, byte == UInt8(ascii: "\\") {
                let next = Lines.breakLength(bytes, at: position + 1)
                if next > 0 {
                    position = blanks(
                        from: position + 1 + next, to: range.upperBound, after: position, in: bytes)
                } else {
                    let escape = TextSegments.escape(bytes, at: position)
                    whole(position..<position + escape.bytes, count: escape.text)
                    position += escape.bytes
                }
            } else {
                let next = position + max(1, UTF8Scalars.length(bytes, at: position))
                copy(position..<next)
                position = next
            }
        }
    }

    /// Consumes blanks and line breaks; `escaped` is the offset of a backslash before a line break, which
    /// adds nothing to the text.
    private mutating func blanks(
        from start: Int, to end: Int, after escaped: Int?, in bytes: UnsafeBufferPointer<UInt8>
    ) -> Int {
        var position = start
        var first: Range<Int>?
        var more: [Range<Int>] = []
        while position < end {
            let length = Lines.breakLength(bytes, at: position)
            if length > 0 {
                let range = position..<position + length
                if first == nil, escaped == nil { first = range } else { more.append(range) }
                position += length
            } else if bytes[position] == 0x20 || bytes[position] == 0x09 {
                position += 1
            } else {
                break
            }
        }
        if first == nil, escaped == nil { copy(start..<position) } else { fold(first, more: more) }
        return position
    }

    /// Returns the length in bytes of an escape, and of its text.
    private static func escape(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (bytes: Int, text: Int)
    {
        let digits: Int
        switch index + 1 < bytes.count ? bytes[index + 1] : 0 {
        case UInt8(ascii: "x"): digits = 2
        case UInt8(ascii: "u"): digits = 4
        case UInt8(ascii: "U"): digits = 8
        case UInt8(ascii: "N"), UInt8(ascii: "_"): return (2, 2)
        case UInt8(ascii: "L"), UInt8(ascii: "P"): return (2, 3)
        default: return (2, 1)
        }
        guard index + 2 + digits <= bytes.count else { return (2, 1) }
        let number = String(decoding: bytes[(index + 2)..<(index + 2 + digits)], as: UTF8.self)
        let scalar = UInt32(number, radix: 16).flatMap { Unicode.Scalar($0) } ?? "?"
        return (2 + digits, UTF8.width(scalar))
    }
}

extension YAMLNode {
    /// Returns the source bytes of a range of the UTF-8 of ``text``.
    ///
    /// The result is exact for bytes that occur in the source unchanged. An escape, a doubled quote or a
    /// folded line break is included as a unit. If the range exceeds the text, it is clamped to its end. For
    /// a map or list the result is ``range``.
    ///
    /// Each call scans the whole text; ``YAMLTextRanges`` scans it once for many ranges.
    public func sourceRange(ofText range: Range<Int>) -> Range<Int> {
        YAMLTextRanges(self).sourceRange(ofText: range)
    }

    var textSegments: TextSegments {
        tree.bytes.withUnsafeBufferPointer { TextSegments(of: record, in: $0) }
    }
}

/// Maps ranges of one scalar's text to the source, for many ranges at the cost of one pass over the text.
public struct YAMLTextRanges: Sendable {
    private let node: YAMLNode
    /// `nil` if the text occurs in the source unchanged, and for a map or list.
    private let segments: TextSegments?

    /// Creates the map for `node`'s text.
    public init(_ node: YAMLNode) {
        self.node = node
        let record = node.record
        segments = record.kind == .scalar && record.isCooked ? node.textSegments : nil
    }

    /// Returns the source bytes of a range of the UTF-8 of the text, by the rules of
    /// ``YAMLNode/sourceRange(ofText:)``.
    public func sourceRange(ofText range: Range<Int>) -> Range<Int> {
        let record = node.record
        guard record.kind == .scalar else { return node.range }
        if let segments { return segments.source(of: range, end: Int(record.end)) }
        let clamped = range.clamped(to: 0..<Int(record.textLength))
        return clamped.lowerBound + Int(record.textStart)..<clamped.upperBound + Int(record.textStart)
    }
}
