/// The layout of a literal or folded block, read from its bytes by libyaml's rules.
struct BlockScalarShape {
    /// The treatment of the line ends after the last line of content.
    enum Chomping {
        case strip, clip, keep
    }

    var chomping = Chomping.clip
    /// The indentation digit of the header; `nil` if the header has none.
    var indicator: Int?
    /// Number of spaces before each line of content.
    var indent: Int
    /// Start of the line after the header.
    var bodyStart: Int
    /// Offset past the last line of content and its line end.
    var end: Int

    /// - Parameters:
    ///   - start: offset of the `|` or `>`.
    ///   - limit: end of the scalar as reported by libyaml, past the blank lines after it.
    ///   - parentIndent: column of the enclosing block collection; -1 at the root.
    init(_ bytes: UnsafeBufferPointer<UInt8>, start: Int, limit: Int, parentIndent: Int) {
        var index = start + 1
        while index < limit {
            let byte = bytes[index]
            if byte == UInt8(ascii: "-") {
                chomping = .strip
            } else if byte == UInt8(ascii: "+") {
                chomping = .keep
            } else if byte >= 0x31, byte <= 0x39 {
                indicator = Int(byte - 0x30)
            } else {
                break
            }
            index += 1
        }
        bodyStart = min(limit, Lines.next(bytes, after: index))
        if let indicator {
            indent = max(parentIndent, 0) + indicator
        } else {
            indent = max(BlockScalarShape.firstIndent(bytes, in: bodyStart..<limit), parentIndent + 1, 1)
        }
        end = limit
        if chomping != .keep { skipBlankLinesBack(bytes) }
    }

    /// Returns the indentation of the first line that is not blank, or of a blank line before it if that one
    /// is longer.
    private static func firstIndent(_ bytes: UnsafeBufferPointer<UInt8>, in body: Range<Int>) -> Int {
        var line = body.lowerBound
        var longest = 0
        while line < body.upperBound {
            let content = Lines.skipSpaces(bytes, from: line)
            longest = max(longest, content - line)
            let length = Lines.breakLength(bytes, at: content)
            if length == 0 { break }
            line = content + length
        }
        return longest
    }

    private mutating func skipBlankLinesBack(_ bytes: UnsafeBufferPointer<UInt8>) {
        while end > bodyStart {
            let contentEnd = end - Lines.breakLength(bytes, before: end)
            var line = contentEnd
            while line > bodyStart, bytes[line - 1] == 0x20 { line -= 1 }
            guard line == bodyStart || Lines.breakLength(bytes, before: line) > 0,
                contentEnd - line <= indent
            else { return }
            end = line
        }
    }
}
