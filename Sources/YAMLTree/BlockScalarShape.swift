/// How a literal or folded block lies in the source, told from its bytes as libyaml reads them.
struct BlockScalarShape {
    /// What happens to the line ends after the last line of content.
    enum Chomping {
        case strip, clip, keep
    }

    var chomping = Chomping.clip
    /// The digit of the header, where there is one.
    var indicator: Int?
    /// Spaces before each line of content.
    var indent: Int
    /// Where the line after the header starts.
    var bodyStart: Int
    /// Past the last line of content and its line end.
    var end: Int

    /// - Parameters:
    ///   - start: the byte of the `|` or `>`.
    ///   - limit: where libyaml says that the scalar ends: past the blank lines after it.
    ///   - parentIndent: the column of the enclosing block collection; -1 at the root.
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
            indent = max(BlockScalarShape.firstIndent(bytes, bodyStart..<limit), parentIndent + 1, 1)
        }
        end = limit
        if chomping != .keep { skipBlankLinesBack(bytes) }
    }

    /// The indentation of the first line that is not blank, or of a longer blank line before it.
    private static func firstIndent(_ bytes: UnsafeBufferPointer<UInt8>, _ body: Range<Int>) -> Int {
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
