/// Finds the tags of a text one after the other, in time linear in the text.
struct TagScanner {
    /// A tag as written in the text; its content is not checked.
    struct Tag {
        let kind: Kind
        /// UTF-8 byte range with the delimiters.
        let range: Range<Int>
        /// UTF-8 byte range between the sign and the closing delimiter, without the surrounding white space.
        let content: Range<Int>
        /// True for `{{{x}}`, which opens with three braces and closes with two.
        let lacksBrace: Bool
    }

    enum Kind {
        case variable, unescaped, section, inverted, close, partial, comment, delimiters
        /// Of Mustache's optional modules, which are not supported: `{{<x}}` and `{{$x}}`.
        case parent, block
    }

    enum Finding {
        case tag(Tag)
        /// An opening delimiter without a closing one; the range ends at the end of the line or at the next
        /// tag.
        case unclosed(Range<Int>)
    }

    let bytes: [UInt8]
    private(set) var open: [UInt8] = Array("{{".utf8)
    private(set) var close: [UInt8] = Array("}}".utf8)
    private var position = 0
    /// Offset of the first closing delimiter at or after the last searched position. It stays valid for all
    /// later positions before it, so no byte is searched twice.
    private var knownClose = -1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Sets the delimiters for the rest of the text.
    mutating func set(open: [UInt8], close: [UInt8]) {
        self.open = open
        self.close = close
        knownClose = -1
    }

    /// Returns the next tag; `nil` at the end.
    mutating func next() -> Finding? {
        guard let start = ByteSearch.first(open, in: bytes, within: position..<bytes.count) else {
            return nil
        }
        var cursor = start + open.count
        while cursor < bytes.count, isBlank(bytes[cursor]) { cursor += 1 }
        var kind = Kind.variable
        if cursor < bytes.count, !ByteSearch.stands(close, in: bytes, at: cursor),
            let signed = TagScanner.kind(bytes[cursor])
        {
            kind = signed
            cursor += 1
        }
        guard let end = closing(from: cursor) else {
            position = bytes.count
            return unclosed(start, upTo: bytes.count)
        }
        if kind != .comment, kind != .delimiters,
            let inner = ByteSearch.first(open, in: bytes, within: cursor..<end)
        {
            position = inner
            return unclosed(start, upTo: inner)
        }
        return .tag(tag(kind, start: start, contentStart: cursor, closeStart: end))
    }

    private mutating func tag(_ kind: Kind, start: Int, contentStart: Int, closeStart: Int) -> Tag {
        var contentEnd = closeStart
        var end = closeStart + close.count
        var lacksBrace = false
        if kind == .unescaped, bytes[contentStart - 1] == UInt8(ascii: "{") {
            if bytes[closeStart] == UInt8(ascii: "}"), ByteSearch.stands(close, in: bytes, at: closeStart + 1)
            {
                end += 1
            } else if contentEnd > contentStart, bytes[contentEnd - 1] == UInt8(ascii: "}") {
                contentEnd -= 1
            } else {
                lacksBrace = true
            }
        }
        position = end
        let content = trimmed(from: contentStart, to: contentEnd)
        return Tag(kind: kind, range: start..<end, content: content, lacksBrace: lacksBrace)
    }

    private func trimmed(from start: Int, to end: Int) -> Range<Int> {
        var start = start
        var end = end
        while start < end, isBlank(bytes[start]) { start += 1 }
        while start < end, isBlank(bytes[end - 1]) { end -= 1 }
        return start..<end
    }

    private mutating func closing(from start: Int) -> Int? {
        if knownClose < start {
            guard let found = ByteSearch.first(close, in: bytes, within: start..<bytes.count) else {
                return nil
            }
            knownClose = found
        }
        return knownClose
    }

    /// Returns the range from the delimiter to the end of its line or to `limit`, without trailing white
    /// space.
    private func unclosed(_ start: Int, upTo limit: Int) -> Finding {
        var end = start + open.count
        while end < limit, bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r") { end += 1 }
        return .unclosed(start..<max(trimmed(from: start, to: end).upperBound, start + open.count))
    }

    private static func kind(_ sign: UInt8) -> Kind? {
        switch sign {
        case UInt8(ascii: "#"): .section
        case UInt8(ascii: "^"): .inverted
        case UInt8(ascii: "/"): .close
        case UInt8(ascii: ">"): .partial
        case UInt8(ascii: "!"): .comment
        case UInt8(ascii: "="): .delimiters
        case UInt8(ascii: "{"), UInt8(ascii: "&"): .unescaped
        case UInt8(ascii: "<"): .parent
        case UInt8(ascii: "$"): .block
        default: nil
        }
    }
}

/// True for space, tab, line feed and carriage return.
func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}

/// Searches for a short byte sequence in a long one.
enum ByteSearch {
    /// Returns the first offset at which the whole `needle` is within `range`. The needle must be short and
    /// not empty.
    static func first(_ needle: [UInt8], in bytes: [UInt8], within range: Range<Int>) -> Int? {
        guard let lead = needle.first, range.count >= needle.count else { return nil }
        let last = range.upperBound - needle.count
        return bytes.withUnsafeBufferPointer { bytes in
            var offset = range.lowerBound
            while offset <= last {
                if bytes[offset] == lead {
                    var matched = 1
                    while matched < needle.count, bytes[offset + matched] == needle[matched] { matched += 1 }
                    if matched == needle.count { return offset }
                }
                offset += 1
            }
            return nil
        }
    }

    /// True if `needle` is at the offset `start`.
    static func stands(_ needle: [UInt8], in bytes: [UInt8], at start: Int) -> Bool {
        guard start + needle.count <= bytes.count else { return false }
        for offset in needle.indices where bytes[start + offset] != needle[offset] { return false }
        return true
    }
}
