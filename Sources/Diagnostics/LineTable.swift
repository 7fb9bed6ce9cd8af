/// Turns byte offsets of one text into lines and columns, and back.
///
/// A line ends with LF, CRLF or a lone CR. Lines and columns start at 1; a
/// column counts **Unicode scalars** (not bytes, not grapheme clusters), and a
/// byte-order mark at the start of the text is not counted. An ill-formed byte
/// counts as one scalar.
public struct LineTable: Sendable {
    /// A line and a column, both from 1.
    public struct Position: Sendable, Hashable {
        public let line: Int
        public let column: Int

        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }

    private let bytes: [UInt8]
    private let starts: [Int]

    /// Reads the line ends of `source` once: O(bytes).
    public init(_ source: SourceText) {
        bytes = source.bytes
        var starts = [0]
        bytes.withUnsafeBufferPointer { buffer in
            var index = 0
            while index < buffer.count {
                let byte = buffer[index]
                index += 1
                if byte == 0x0A {
                    starts.append(index)
                } else if byte == 0x0D {
                    if index < buffer.count, buffer[index] == 0x0A { index += 1 }
                    starts.append(index)
                }
            }
        }
        self.starts = starts
    }

    /// How many lines there are; a text that ends in a line end has an empty last one.
    public var lineCount: Int { starts.count }

    /// Where `offset` stands. An offset outside the text is moved to its nearest end.
    public func position(at offset: Int) -> Position {
        let offset = min(max(0, offset), bytes.count)
        var low = 0
        var high = starts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        var column = 1
        var index = starts[low]
        if low == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = min(3, offset) }
        while index < offset {
            index = LineTable.scalarEnd(in: bytes, at: index)
            if index <= offset { column += 1 }
        }
        return Position(line: low + 1, column: column)
    }

    /// The byte range of a line (from 1) without its line end; empty past the last line.
    public func range(ofLine line: Int) -> Range<Int> {
        guard line >= 1, line <= starts.count else { return bytes.count..<bytes.count }
        let start = starts[line - 1]
        var end = line < starts.count ? starts[line] : bytes.count
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    /// The byte offset of a line and column; a column past the line's end is the end.
    public func offset(line: Int, column: Int) -> Int {
        let range = range(ofLine: line)
        var index = range.lowerBound
        if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
        var left = column - 1
        while left > 0, index < range.upperBound {
            index = LineTable.scalarEnd(in: bytes, at: index)
            left -= 1
        }
        return index
    }

    /// The offset just past the scalar that starts at `index`.
    private static func scalarEnd(in bytes: [UInt8], at index: Int) -> Int {
        var next = index + 1
        guard bytes[index] >= 0xC0 else { return next }
        while next < bytes.count, next < index + 4, bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}
