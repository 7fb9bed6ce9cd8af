/// Turns byte offsets of one text into lines and columns, and back.
///
/// A line ends with LF, CRLF or a lone CR. Lines and columns start at 1; a
/// column counts **Unicode scalars** (not bytes, not grapheme clusters), and a
/// byte-order mark at the start of the text is not counted. Ill-formed UTF-8
/// counts as Swift decodes it: one U+FFFD for each maximal subpart (Unicode
/// Standard, section 3.9).
public struct LineTable: Sendable {
    /// A line and a column, both from 1.
    public struct Position: Sendable, Hashable {
        /// From 1.
        public let line: Int
        /// From 1, in Unicode scalars.
        public let column: Int

        /// A position; nothing is checked.
        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }

    private let bytes: [UInt8]
    private let starts: [Int]
    /// For each ``stride`` bytes the first scalar that starts there or after, and how many come before it: a
    /// column is found in a bounded number of steps, however long the line is.
    private let marks: [(offset: Int, scalars: Int)]

    private static let stride = 512

    /// Reads the line ends and scalars of `source` once: O(bytes).
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
        let start = low == 0 ? min(markLength, offset) : starts[low]
        return Position(line: low + 1, column: scalars(before: offset) - scalars(before: start) + 1)
    }

    /// The byte range of a line (from 1) without its line end; empty past the last line.
    public func range(ofLine line: Int) -> Range<Int> {
        guard line >= 1, line <= starts.count else { return bytes.count..<bytes.count }
        let start = starts[line - 1]
        var end = line < starts.count ? starts[line] : bytes.count
        while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
        return start..<end
    }

    /// A line as ``range(ofLine:)`` has it, without the byte-order mark: where its first column begins.
    func text(ofLine line: Int) -> Range<Int> {
        let range = range(ofLine: line)
        return line == 1 ? min(markLength, range.upperBound)..<range.upperBound : range
    }

    /// The byte offset of a line and column; a column past the line's end is the end.
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

    /// The bytes of the byte-order mark, if there is one.
    private var markLength: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    /// How many scalars end at or before `offset`.
    private func scalars(before offset: Int) -> Int {
        guard !marks.isEmpty else { return 0 }
        let mark = marks[min(offset / LineTable.stride, marks.count - 1)]
        // A scalar that lies across the mark has begun but not ended.
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
