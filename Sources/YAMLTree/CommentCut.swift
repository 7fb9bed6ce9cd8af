internal import Diagnostics

/// A plain text that ends at ` #`, where YAML begins a comment, although no blank follows the `#`.
public struct YAMLCommentCut: Sendable, Hashable {
    /// The whole text as the author may have meant it, with the `#` and the rest of its line.
    public let text: String
    /// Its bytes in the source.
    public let range: Range<Int>
    /// The bytes that YAML takes for a comment, from the `#`.
    public let comment: Range<Int>
    /// The whole text in quotes.
    public let quoted: String
}

extension YAMLNode {
    /// The cut of this scalar's text by a comment; `nil` if it is not plain, if no comment follows on its last line, or
    /// if a blank follows the `#`.
    public var commentCut: YAMLCommentCut? {
        guard kind == .scalar, style == .plain else { return nil }
        let range = range
        return tree.bytes.withUnsafeBufferPointer { bytes in
            let hash = Lines.skipBlanks(bytes, from: range.upperBound)
            guard hash > range.upperBound, hash < bytes.count, bytes[hash] == UInt8(ascii: "#") else {
                return nil
            }
            if hash + 1 < bytes.count, bytes[hash + 1] == 0x20 || bytes[hash + 1] == 0x09 { return nil }
            var end = Lines.end(bytes, of: hash)
            while bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
            // An empty value begins at its text, not behind its colon.
            let start = range.isEmpty ? hash : range.lowerBound
            let text = withTextBytes(Array.init) + bytes[max(start, range.upperBound)..<end]
            return YAMLCommentCut(
                text: String(decoding: text, as: UTF8.self), range: start..<end, comment: hash..<end,
                quoted: String(decoding: QuotedText.best(text), as: UTF8.self))
        }
    }

    /// True if this is a plain scalar that some YAML reader takes for a number, Boolean, date or null.
    public var isTyped: Bool {
        kind == .scalar && style == .plain && withTextBytes { PlainText.isTyped(Array($0)) }
    }
}
