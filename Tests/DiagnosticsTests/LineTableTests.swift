import Diagnostics
import TestSupport
import Testing

@Suite("Line table")
struct LineTableTests {
    /// A text, and the expected line and column for each byte offset from 0 to its end.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let positions: [String]

        init(_ name: String, _ text: String, _ positions: String) {
            self.init(name, bytes: Array(text.utf8), positions)
        }

        init(_ name: String, bytes: [UInt8], _ positions: String) {
            self.name = name
            self.bytes = bytes
            self.positions = positions.split(separator: " ").map(String.init)
        }

        var testDescription: String { name }
    }

    static let cases = [
        Case("empty", "", "1:1"),
        Case("one line", "ab", "1:1 1:2 1:3"),
        Case("LF", "a\nb\n", "1:1 1:2 2:1 2:2 3:1"),
        Case("CRLF", "a\r\nb", "1:1 1:2 1:3 2:1 2:2"),
        Case("CR", "a\rb", "1:1 1:2 2:1 2:2"),
        Case("CR, CRLF, LF", "\r\r\n\n", "1:1 2:1 2:2 3:1 4:1"),
        Case("CR at the end", "a\r", "1:1 1:2 2:1"),
        Case("two bytes", "éa", "1:1 1:1 1:2 1:3"),
        Case("three bytes", "日a", "1:1 1:1 1:1 1:2 1:3"),
        Case("four bytes", "🎉a", "1:1 1:1 1:1 1:1 1:2 1:3"),
        Case("a combining mark is a scalar of its own", "e\u{301}a", "1:1 1:2 1:2 1:3 1:4"),
        Case("byte-order mark", "\u{FEFF}a\nb", "1:1 1:1 1:1 1:1 1:2 2:1 2:2"),
        Case("byte-order mark alone", "\u{FEFF}", "1:1 1:1 1:1 1:1"),
        Case("byte-order mark further on", "a\u{FEFF}b", "1:1 1:2 1:2 1:2 1:3 1:4"),
        Case("lone continuation bytes", bytes: [0x80, 0x80, 0x61], "1:1 1:2 1:3 1:4"),
        Case("lead byte alone", bytes: [0xC3, 0x61], "1:1 1:2 1:3"),
        Case("too many continuation bytes", bytes: [0xC3, 0xA9, 0xA9, 0x61], "1:1 1:1 1:2 1:3 1:4"),
        Case("cut at the end", bytes: [0x61, 0xE6, 0x97], "1:1 1:2 1:2 1:3"),
        Case("surrogate", bytes: [0xED, 0xA0, 0x80], "1:1 1:2 1:3 1:4"),
        Case("line end inside a scalar", bytes: [0xE6, 0x0A, 0x61], "1:1 1:2 2:1 2:2"),
    ]

    @Test("positions", arguments: cases)
    func positions(_ test: Case) {
        let table = LineTable(SourceText(name: "t", bytes: test.bytes))
        let found = (0...test.bytes.count).map { offset in
            let position = table.position(at: offset)
            return "\(position.line):\(position.column)"
        }
        #expect(found == test.positions)
    }

    @Test("an offset outside the text is moved to its nearest end")
    func outside() {
        let table = LineTable(SourceText(name: "t", "a\nbc"))
        #expect(table.position(at: -5) == .init(line: 1, column: 1))
        #expect(table.position(at: 99) == .init(line: 2, column: 3))
        let empty = LineTable(SourceText(name: "t", ""))
        #expect(empty.position(at: 3) == .init(line: 1, column: 1))
    }

    @Test("the range of a line has no line end")
    func lineRanges() {
        let table = LineTable(SourceText(name: "t", "ab\r\n\rc\n"))
        #expect(table.lineCount == 4)
        #expect((1...5).map(table.range(ofLine:)) == [0..<2, 4..<4, 5..<6, 7..<7, 7..<7])
        #expect(table.range(ofLine: 0) == 7..<7)
    }

    @Test("offsets from lines and columns")
    func offsets() {
        let table = LineTable(SourceText(name: "t", "\u{FEFF}aé🎉\nb"))
        #expect((1...5).map { table.offset(line: 1, column: $0) } == [3, 4, 6, 10, 10])
        #expect(table.offset(line: 2, column: 1) == 11)
        #expect(table.offset(line: 2, column: 9) == 12)
        #expect(table.offset(line: 9, column: 1) == 12)
        let mark = LineTable(SourceText(name: "t", "\u{FEFF}"))
        #expect(mark.offset(line: 1, column: 4) == 3)
    }

    /// Columns must agree with Swift's decoding of the same bytes, also if the table takes a shortcut.
    @Test("columns count the scalars that decoding gives", arguments: 0..<20 as Range<UInt64>)
    func agreesWithDecoding(seed: UInt64) {
        var random = SeededRandom(seed)
        let alphabet: [UInt8] = [
            0x61, 0x0A, 0x80, 0xA9, 0xC3, 0xE6, 0x97, 0xA5, 0xED, 0xF0, 0x9F, 0x8E, 0xF4, 0xFF,
        ]
        // Half of the texts have lines longer than the table's stride.
        let bytes = (0..<2000).map { _ -> UInt8 in
            let byte = alphabet[Int(random.next() % UInt64(alphabet.count))]
            return byte == 0x0A && seed >= 10 && random.next() % 100 != 0 ? 0x61 : byte
        }
        let table = LineTable(SourceText(name: "t", bytes: bytes))
        var expected = LineTable.Position(line: 1, column: 1)
        var offset = 0
        var rest = bytes.makeIterator()
        var parser = UTF8.ForwardParser()
        parsing: while true {
            guard table.position(at: offset) == expected else {
                Issue.record("seed \(seed), offset \(offset): \(table.position(at: offset)), not \(expected)")
                return
            }
            let isLineEnd = offset < bytes.count && bytes[offset] == 0x0A
            switch parser.parseScalar(from: &rest) {
            case .valid(let scalar): offset += scalar.count
            case .error(let length): offset += length
            case .emptyInput: break parsing
            }
            expected =
                isLineEnd
                ? .init(line: expected.line + 1, column: 1)
                : .init(line: expected.line, column: expected.column + 1)
        }
        #expect(offset == bytes.count)
    }
}
