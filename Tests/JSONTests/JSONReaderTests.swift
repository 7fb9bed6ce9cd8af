import JSON
import TestSupport
import Testing

/// The reader beyond the table of accepted and refused texts.
@Suite struct JSONReaderTests {
    private func value(_ text: String, limits: JSONLimits = JSONLimits()) throws -> JSONValue {
        try JSONDocument(Array(text.utf8), limits: limits).value
    }

    private func error(_ text: String, limits: JSONLimits = JSONLimits()) throws -> JSONError {
        try #require(throws: JSONError.self) { try JSONDocument(Array(text.utf8), limits: limits) }
    }

    @Test func membersKeepTheirOrderAndNumbersTheirSpelling() throws {
        let read = try value(#" {"b": [1.50, -0, 1E+2], "a": {"z": null, "y": true}, "c": "é\n"} "#)
        #expect(
            read
                == .object([
                    JSONMember(
                        name: "b", value: .array([.number("1.50"), .number("-0"), .number("1E+2")])),
                    JSONMember(
                        name: "a",
                        value: .object([
                            JSONMember(name: "z", value: .null), JSONMember(name: "y", value: .boolean(true)),
                        ])),
                    JSONMember(name: "c", value: .string("é\n")),
                ]))
        #expect(read.member("c") == .string("é\n"))
        #expect(read.member("d") == nil && JSONValue.null.member("c") == nil)
    }

    @Test func pairsOfSurrogatesAreOneCharacter() throws {
        #expect(try value(#""\uD83D\uDE00""#) == .string("😀"))
        #expect(try value(#""\ud800\udc00-\uDBFF\uDFFF""#) == .string("\u{10000}-\u{10FFFF}"))
        #expect(try value(#""\uD7FF\uE000\uFFFF\u0000""#) == .string("\u{D7FF}\u{E000}\u{FFFF}\0"))
    }

    @Test(arguments: [
        (#"["\uD83D"]"#, 2), (#"["ab\uDE00"]"#, 4), (#"["\uD83Dx"]"#, 2), (#"["\uD83D\n"]"#, 2),
        (#"["\uD83D\u0041"]"#, 2), (#"["\uD83D\uD83D\uDE00"]"#, 2), (#"["\uDE00\uD83D"]"#, 2),
        (#"["\uD83D\uDE00\uDE00"]"#, 14), (#"{"\uD800": 1}"#, 2),
    ])
    func loneSurrogatesAreNamedWithTheirOffset(text: String, offset: Int) throws {
        #expect(try error(text) == JSONError(problem: .loneSurrogate, offset: offset))
    }

    @Test func namesThatOccurTwiceAreReported() throws {
        let text = #"{"a": 1, "b": {"a": 1, "\u0061": 2}, "a": 3, "A": 4, "a": 5}"#
        let document = try JSONDocument(Array(text.utf8))
        #expect(document.duplicates.map(\.name) == ["a", "a", "a"])
        #expect(document.duplicates.map { Array(text.utf8)[$0.range].count } == [8, 3, 3])
        #expect(document.duplicates.map(\.range.lowerBound) == [23, 37, 53])
        guard case .object(let members) = document.value else {
            Issue.record("no object")
            return
        }
        #expect(members.map(\.name) == ["a", "b", "a", "A", "a"])
        #expect(document.value.member("a") == .number("5"))
        // Composed and decomposed characters are different names.
        #expect(try JSONDocument(Array("{\"\u{E9}\": 1, \"e\u{301}\": 2}".utf8)).duplicates.isEmpty)
    }

    @Test(
        arguments: [
            ("", .endOfText, 0), ("  ", .endOfText, 2), ("[1,", .endOfText, 3), (#"{"a""#, .endOfText, 4),
            (#""ab"#, .endOfText, 3), (#""\"#, .endOfText, 2), (#""\u00"#, .endOfText, 5),
            (#""\uD83D"#, .endOfText, 7), (#""\uD83D\"#, .endOfText, 8), (#""\uD83D\uDE0"#, .endOfText, 12),
            ("tru", .endOfText, 3),
            ("-", .endOfText, 1), ("1.", .endOfText, 2), ("1e", .endOfText, 2),
            ("[1 2]", .expected("`,` or `]`"), 3), ("[1,]", .expected("a value"), 3),
            (#"{"a" 1}"#, .expected("`:`"), 5), (#"{"a":1,}"#, .expected("a name in quotes"), 7),
            ("{a:1}", .expected("a name in quotes"), 1), (#"{"a":1 "b":2}"#, .expected("`,` or `}`"), 7),
            ("1 1", .expected("the end of the text"), 2), ("nulL", .expected("a value"), 0),
            ("[NaN]", .expected("a value"), 1), ("01", .number, 1), ("-01", .number, 2), ("1.e1", .number, 2),
            (".5", .number, 0), ("+1", .number, 0), ("1e+", .endOfText, 3), ("[1e+]", .number, 4),
            ("\"a\nb\"", .controlCharacter(10), 2), ("\"\u{1}\"", .controlCharacter(1), 1),
            (#""\x""#, .escape, 1),
            (#""\u12G4""#, .escape, 1), ("\u{FEFF}1", .byteOrderMark, 0),
        ] as [(String, JSONError.Problem, Int)])
    func errorsNameTheFirstByteThatIsWrong(text: String, problem: JSONError.Problem, offset: Int) throws {
        #expect(try error(text) == JSONError(problem: problem, offset: offset))
        #expect(!JSONError(problem: problem, offset: offset).description.isEmpty)
    }

    @Test(
        arguments: [
            ([0xFF], 0), ([0x5B, 0x22, 0x61, 0xC3, 0x22, 0x5D], 3), ([0x22, 0xC0, 0x80, 0x22], 1),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], 1), ([0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1),
            ([0x22, 0xF0, 0x8F, 0xBF, 0xBF, 0x22], 1), ([0x22, 0x61, 0xE2, 0x82], 2),
            ([0x31, 0x20, 0x80], 2),
        ] as [([UInt8], Int)])
    func bytesThatAreNotUTF8AreNamed(bytes: [UInt8], offset: Int) throws {
        let error = try #require(throws: JSONError.self) { try JSONDocument(bytes) }
        #expect(error == JSONError(problem: .notUTF8, offset: offset))
    }

    @Test func depthHasALimit() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try value(nested(3), limits: JSONLimits(depth: 3)) == .array([.array([.array([])])]))
        #expect(
            try error(nested(4), limits: JSONLimits(depth: 3)) == JSONError(problem: .depth(3), offset: 3))
        #expect(try error(#"{"a":{}}"#, limits: JSONLimits(depth: 1)).offset == 5)
        _ = try value(nested(JSONLimits.deepest), limits: JSONLimits(depth: .max))
        #expect(
            try error(nested(100_000), limits: JSONLimits(depth: .max))
                == JSONError(problem: .depth(JSONLimits.deepest), offset: JSONLimits.deepest))
    }

    @Test func sizeHasALimit() throws {
        #expect(try value("[12]", limits: JSONLimits(size: 4)) == .array([.number("12")]))
        #expect(
            try error("[123]", limits: JSONLimits(size: 4)) == JSONError(problem: .size(4), offset: 4))
    }

    @Test func noNumberIsTooLarge() throws {
        let digits = String(repeating: "9", count: 100_000)
        for lexeme in [digits, "-\(digits).\(digits)e-\(digits)", "1e400", "123456789012345678901234567890"] {
            #expect(try value(lexeme) == .number(lexeme))
        }
    }

    // MARK: What is written is read

    private func text(_ random: inout SeededRandom) -> String {
        var text = ""
        for _ in 0..<random.below(8) {
            let ranges: [ClosedRange<UInt32>] = [
                0...0x1F, 0x20...0x7E, 0x7F...0x9F, 0x22...0x22, 0x5C...0x5C, 0xA0...0x2FF, 0xD7F0...0xD7FF,
                0xE000...0xFFFF, 0x1F600...0x1F64F, 0x10FFF0...0x10FFFF,
            ]
            let code = UInt32.random(in: random.pick(ranges), using: &random)
            if let scalar = Unicode.Scalar(code) { text.unicodeScalars.append(scalar) }
        }
        return text
    }

    private func value(_ random: inout SeededRandom, depth: Int) -> JSONValue {
        switch random.below(depth > 4 ? 4 : 6) {
        case 0: return .null
        case 1: return .boolean(random.chance(50))
        case 2:
            return .number(
                random.pick(["0", "-0", "1.50", "1e9", "-12E-3", "0.0001", "98765432109876543210"]))
        case 3: return .string(text(&random))
        case 4: return .array((0..<random.below(5)).map { _ in value(&random, depth: depth + 1) })
        default:
            return .object(
                (0..<random.below(5)).map { _ in
                    JSONMember(name: text(&random), value: value(&random, depth: depth + 1))
                })
        }
    }

    @Test func whatIsWrittenIsRead() throws {
        for seed in UInt64(1)...2_000 {
            var random = SeededRandom(seed)
            let written = value(&random, depth: 0)
            for isPretty in [true, false] {
                var json = JSONWriter(pretty: isPretty)
                json.value(written)
                let read = try JSONDocument(Array(json.text.utf8)).value
                #expect(read == written, "seed \(seed): \(json.text)")
            }
        }
    }

    /// The bytes of a written text, each changed: never a crash, and an error's offset lies in the text.
    @Test func everyByteChanged() throws {
        let text = Array(#"{"a\u00e9": [1.5e3, -0, true, null, "x\ud83d\ude00é"], "": {"b": []}}"#.utf8)
        for place in text.indices {
            for change in UInt8(1)...255 {
                var other = text
                other[place] ^= change
                do {
                    _ = try JSONDocument(other)
                    #expect(String(validating: other, as: UTF8.self) != nil)
                } catch {
                    #expect((0...other.count).contains(error.offset))
                }
            }
            let cut = Array(text[..<place])
            let error = try #require(throws: JSONError.self) { try JSONDocument(cut) }
            #expect(error.offset <= place)
        }
    }
}
