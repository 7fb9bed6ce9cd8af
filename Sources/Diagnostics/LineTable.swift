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

/// The text of one file as read from disk: its name and its bytes.
///
/// Inside the program, all positions are half-open ranges of **UTF-8 byte offsets** into ``bytes``. Lines and
/// columns exist only in output for people; ``LineTable`` computes them.
public struct SourceText: Sendable, Hashable {
    /// The name that people see: a path relative to the store, with `/`.
    public let name: String

    /// The bytes exactly as read, including a byte-order mark and line ends.
    public let bytes: [UInt8]

    /// Creates a text with a name.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Creates a text in memory (tests, standard input).
    public init(name: String, _ text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// Returns the decoded bytes of `range`; ill-formed UTF-8 becomes U+FFFD.
    public func string(in range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }
}

/// Steps through UTF-8 that may be ill-formed, by the same rules as `String(decoding:as:)`.
enum UTF8Scan {
    /// Returns the offset just past the scalar at `index`. If the bytes are ill-formed, the scalar is the
    /// maximal subpart that becomes one U+FFFD (Unicode Standard, section 3.9, table 3-7).
    static func scalarEnd(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let lead = bytes[index]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: return index + 1
        }
        var next = index + 1
        guard next < bytes.count, second.contains(bytes[next]) else { return next }
        next += 1
        while next < min(index + length, bytes.count), bytes[next] & 0xC0 == 0x80 { next += 1 }
        return next
    }
}
