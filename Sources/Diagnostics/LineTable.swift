/// Converts byte offsets of one text to lines and columns, and back.
///
/// A line ends with LF, CRLF or a lone CR. Lines and columns start at 1. A column counts **Unicode scalars**
/// (not bytes, not grapheme clusters). A byte-order mark at the start of the text is not counted. Ill-formed
/// UTF-8 counts as Swift decodes it: one U+FFFD for each maximal subpart (Unicode Standard, section 3.9).
public struct LineTable: Sendable {
    /// A line and a column, both from 1.
    public struct Position: Sendable, Hashable {
        /// From 1.
        public let line: Int
        /// From 1, in Unicode scalars.
        public let column: Int

        /// Creates a position; nothing is checked.
        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }

    private let bytes: [UInt8]
    private let starts: [Int]
    /// For each ``stride`` bytes, the first scalar that starts there or later, with the number of scalars
    /// before it. So a column is found in a bounded number of steps, even if the line is long.
    private let marks: [(offset: Int, scalars: Int)]

    private static let stride = 512

    /// Scans the line ends and scalars of `source` once: O(bytes).
    public init(_ source: SourceText) {
        bytes = source.bytes
        var starts = [0]
        var marks: [(offset: Int, scalars: Int)] = []
        bytes.withUnsafeBufferPointer { buffer in
            var index = 0
            var scalars = 0
            while index < buffer.count {
                if index >= marks.count * LineTable.stride { marks.append((index, scalars)) }
                let byte = buffer[index]
                index = byte < 0x80 ? index + 1 : UTF8Scan.scalarEnd(in: buffer, at: index)
                scalars += 1
                if byte == 0x0A || (byte == 0x0D && !(index < buffer.count && buffer[index] == 0x0A)) {
                    starts.append(index)
                }
            }
        }
        self.starts = starts
        self.marks = marks
    }

    /// Number of lines. If the text ends in a line end, the last line is empty.
    public var lineCount: Int { starts.count }

    /// Returns the position of `offset`. If it is outside the text, the nearest end is used.
    public func position(at offset: Int) -> Position {
        let offset = min(max(0, offset), bytes.count)
        var low = 0
        var high = starts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        let start = low == 0 ? min(markLength, offset) : starts[low]
        return Position(line: low + 1, column: scalars(before: offset) - scalars(before: start) + 1)
    }

    /// Returns the byte range of a line (from 1) without its line end; an empty range past the last line.
    public func range(ofLine line: Int) -> Range<Int> {
        guard line >= 1, line <= starts.count else { return bytes.count..<bytes.count }
        let start = starts[line - 1]
        var end = line < starts.count ? starts[line] : bytes.count
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    /// Returns ``range(ofLine:)`` without the byte-order mark, so that it starts at column 1.
    func text(ofLine line: Int) -> Range<Int> {
        let range = range(ofLine: line)
        return line == 1 ? min(markLength, range.upperBound)..<range.upperBound : range
    }

    /// Returns the byte offset of a line and column. If the column exceeds the line, the line's end is
    /// returned.
    public func offset(line: Int, column: Int) -> Int {
        let range = text(ofLine: line)
        var index = range.lowerBound
        var left = column - 1
        bytes.withUnsafeBufferPointer { buffer in
            while left > 0, index < range.upperBound {
                index = UTF8Scan.scalarEnd(in: buffer, at: index)
                left -= 1
            }
        }
        return index
    }

    /// Length in bytes of the byte-order mark; 0 if there is none.
    private var markLength: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    /// Returns the number of scalars that end at or before `offset`.
    private func scalars(before offset: Int) -> Int {
        guard !marks.isEmpty else { return 0 }
        let mark = marks[min(offset / LineTable.stride, marks.count - 1)]
        // If a scalar spans the mark, it has started but not ended.
        if mark.offset > offset { return mark.scalars - 1 }
        return bytes.withUnsafeBufferPointer { buffer in
            var index = mark.offset
            var count = mark.scalars
            while index < offset {
                index = UTF8Scan.scalarEnd(in: buffer, at: index)
                if index <= offset { count += 1 }
            }
            return count
        }
    }
}
