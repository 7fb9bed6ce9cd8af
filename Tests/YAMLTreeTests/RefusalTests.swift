import Diagnostics
import Testing

@testable import YAMLTree

/// Every refusal with its code and its exact range, which is marked in the text.
@Suite struct RefusalTests {
    @Test(arguments: [
        ("PP102", "a: b1️⃣\u{0}2️⃣c\n"), ("PP102", "a: 1️⃣\u{7}\u{7}2️⃣c\n"), ("PP102", "é: 1️⃣\u{7F}2️⃣\n"),
        ("PP102", "a: 1️⃣\u{80}2️⃣\n"), ("PP102", "a: 1️⃣\u{FFFE}2️⃣\n"),
        ("PP105", "a: b1️⃣:2️⃣ c\n"), ("PP105", "a: 1️⃣\"2️⃣x\nb: 1\n"), ("PP105", "a: 1️⃣'2️⃣x"),
        ("PP105", "a: 1️⃣@2️⃣x\n"), ("PP105", "a: 1️⃣`2️⃣x\n"), ("PP105", "a: [b, c\nd1️⃣:2️⃣ 1\n"),
        ("PP105", "a: [b1️⃣2️⃣"), ("PP105", "a: \"b\" 1️⃣c2️⃣\n"), ("PP105", "a: \"1️⃣\\q2️⃣\"\n"),
        ("PP105", "a: \"\\x1️⃣z2️⃣\"\n"), ("PP105", "a: | 1️⃣t2️⃣ext\n"), ("PP105", "a: |1️⃣02️⃣\n  x\n"),
        ("PP105", "- a\n1️⃣b2️⃣: 1\n"), ("PP105", "a: 1\n b1️⃣:2️⃣ 2\n"), ("PP105", "a: 1\n1️⃣just text2️⃣\nb: 1\n"),
        ("PP105", "a: 1️⃣-2️⃣ b\n"), ("PP105", "a: [b]1️⃣]2️⃣\n"), ("PP105", "[a]\n1️⃣b: c2️⃣\n"),
        ("PP105", "é: ü\nñ: b1️⃣:2️⃣ c\n"), ("PP105", "\u{FEFF}é: b1️⃣:2️⃣ c\n"),
        ("PP106", "a:\n1️⃣\t2️⃣b: 1\n"), ("PP106", "a:\n  b: 1\n1️⃣\t\t2️⃣c: 1\n"), ("PP106", "a: |\n1️⃣\t2️⃣x\n"),
        ("PP106", "a: |\n  1️⃣\t2️⃣x\n"), ("PP106", "- 1️⃣\t2️⃣\n"),
        ("PP107", "1️⃣<<<<<<< HEAD2️⃣\na: 1\n=======\na: 2\n>>>>>>> other\n"),
        (
            "PP107",
            "b: 1\r\n1️⃣<<<<<<< HEAD2️⃣\r\na: 1\r\n||||||| base\r\na: 0\r\n=======\r\na: 2\r\n>>>>>>> x\r\n"
        ),
        ("PP107", "a: 1\n1️⃣>>>>>>> other2️⃣\n"), ("PP107", "a: 1\n1️⃣<<<<<<< HEAD2️⃣\n"),
        ("PP108", "a: 1️⃣&x2️⃣ 1\n"), ("PP108", "a: 1️⃣*x2️⃣\n"), ("PP108", "1️⃣&k2️⃣ a: 1\n"),
        ("PP108", "a: 1️⃣*2️⃣*bold**\n"),
        ("PP108", "a: [1️⃣&x2️⃣ b]\n"), ("PP108", "a: 1️⃣&x2️⃣\n  b: 1\n"),
        ("PP109", "1️⃣<<2️⃣: {a: 1}\n"), ("PP109", "a:\n  1️⃣<<2️⃣: x\n"),
        ("PP110", "a: 1️⃣!x2️⃣ b\n"), ("PP110", "a: 1️⃣!!str2️⃣ b\n"), ("PP110", "a: 1️⃣!<tag:x>2️⃣ [b]\n"),
        ("PP110", "a: 1️⃣!2️⃣foo!bar b\n"), ("PP110", "1️⃣!!map2️⃣\na: 1\n"),
        ("PP111", "a: 1\nb: 2\n1️⃣a2️⃣: 3\n"), ("PP111", "x: {a: 1, 1️⃣\"\\u0061\"2️⃣: 2}\n"),
        ("PP111", "é: 1\n1️⃣'é'2️⃣: 2\n"),
        ("PP112", "a: 1\n1️⃣---2️⃣\nb: 1\n"), ("PP112", "---\n1️⃣---2️⃣ x\n"), ("PP112", "1️⃣%YAML 1.12️⃣\n---\na: 1\n"),
        ("PP112", "a: 1\n...\n1️⃣%TAG ! x2️⃣\n"),
        ("PP113", "a: 1️⃣{{x}}2️⃣\n"), ("PP113", "a: 1️⃣{{x}} and {{y}}2️⃣ # c\n"),
        ("PP113", "- 1️⃣{{#a}}b{{/a}}2️⃣\n- c\n"),
        ("PP113", "a: [b, 1️⃣{{x}}2️⃣]\n"), ("PP113", "a: {b: 1️⃣{{{x}}}2️⃣}\n"), ("PP113", "a: 1️⃣{{é}} @é2️⃣\n"),
        ("PP113", "a:\n  1️⃣{{x}}2️⃣\n"), ("PP113", "a:\n  b: 1️⃣{{x}} goes\n    on2️⃣\n  c: 1\n"),
        ("PP114", "a: 1\nb: 21️⃣\r\n2️⃣c: 3\n"), ("PP114", "a: 1\r\nb: 21️⃣\n2️⃣c: 3\r\n"),
        ("PP114", "a: 11️⃣\r2️⃣b: 2\n"),
        ("PP116", "1️⃣? a2️⃣\n: b\n"), ("PP116", "? 1️⃣[2️⃣a]\n: b\n"), ("PP116", "1️⃣{2️⃣{x}}: b\n"),
        ("PP116", "a: {1️⃣? b2️⃣ : c}\n"),
    ])
    func refusals(_ code: String, _ marked: String) throws {
        let marked = Marked(marked)
        let problem = try #require(YAMLTree.parse(marked.text).diagnostics.first)
        #expect(problem.code == code)
        #expect(problem.range == marked.range)
        #expect(problem.severity == (code == "PP114" ? .warning : .error))
        #expect(!problem.message.isEmpty)
        #expect(problem.help != nil)
    }

    @Test func notUTF8() throws {
        let bytes = Array("a: caf".utf8) + [0xE9] + Array("\nb: ".utf8) + [0xC0, 0xAF, 0xED, 0xA0, 0x80]
        let parsed = YAMLTree.parse(SourceText(name: "x", bytes: bytes))
        #expect(parsed.tree == nil)
        #expect(parsed.diagnostics.map(\.code) == ["PP101", "PP101"])
        #expect(parsed.diagnostics.map(\.range) == [6..<7, 11..<16])
        #expect(parsed.diagnostics[0].message == "byte 0xE9 at offset 6 is not UTF-8")
        let wide = YAMLTree.parse(SourceText(name: "x", bytes: [0xFF, 0xFE, 0x61, 0x00]))
        #expect(wide.diagnostics.map(\.message) == ["the file is UTF-16, not UTF-8"])
    }

    @Test func tooLarge() {
        let text = SourceText(name: "x", bytes: [UInt8](repeating: 0x23, count: (4 << 20) + 1))
        let parsed = YAMLTree.parse(text)
        #expect(parsed.tree == nil)
        #expect(parsed.diagnostics.map(\.code) == ["PP103"])
        #expect(YAMLTree.parse(SourceText(name: "x", bytes: text.bytes.dropLast())).diagnostics.isEmpty)
    }

    @Test(arguments: ["[", "[\n", "{a: ", "- ", "{", "? "])
    func tooDeep(_ unit: String) {
        let clock = ContinuousClock()
        let time = clock.measure {
            let codes = YAMLTree.parse(String(repeating: unit, count: 200_000)).diagnostics.map(\.code)
            #expect(codes.contains("PP104") || codes.contains("PP116") || codes.contains("PP113"))
        }
        #expect(time < .seconds(5))
    }

    @Test func exactlyDeepEnough() {
        let fits = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        #expect(YAMLTree.parse(fits).diagnostics.isEmpty)
        let marked = YAMLTree.parse("[" + fits + "]").diagnostics
        #expect(marked.map(\.code) == ["PP104"])
        #expect(marked.first?.range == 64..<65)
    }

    /// None of these may take long: each costs quadratic time in a careless parser.
    @Test(arguments: [
        String(repeating: "%TAG !a! b\n", count: 100_000), String(repeating: "a: {{x}} @\n", count: 3000),
        "a: 1\n...\n" + String(repeating: "%TAG !a! b\n", count: 100_000),
        String(repeating: "\n", count: 2_000_000),
        (0..<20_000).map { "k\($0 / 2): 1\n" }.joined(),
        "a: |\n" + String(repeating: "  x\n\n", count: 100_000),
        String(repeating: "&a ", count: 100_000), "[" + String(repeating: "a, ", count: 200_000) + "]",
    ])
    func hostileTexts(_ text: String) {
        let clock = ContinuousClock()
        var parsed: YAMLParseResult?
        let time = clock.measure { parsed = YAMLTree.parse(text) }
        #expect(time < .seconds(10))
        #expect((parsed?.diagnostics.count ?? 0) <= 150)
    }

    @Test func severalProblemsFromOneRun() {
        let text =
            "a: {{x}}\nb: {{y}} and z\nb: &q 1\nc: *q\n<<<<<<< o\nd: 1\n=======\nd: 2\n>>>>>>> t\n\u{2028}e: {{z}}\r\n"
        let codes = YAMLTree.parse(text).diagnostics.map(\.code)
        #expect(codes == ["PP113", "PP113", "PP111", "PP108", "PP108", "PP107", "PP117", "PP113", "PP114"])
    }

    @Test(arguments: [
        ("a: {{x}} and {{y}} # c\n", "a: \"{{x}} and {{y}}\" # c\n"),
        ("a: {{x}} \"q\"\n", "a: '{{x}} \"q\"'\n"),
        ("a: {{x}} it's \"q\"\n", "a: '{{x}} it''s \"q\"'\n"),
        ("a: [{{x}}, {{y}}]\n", "a: [\"{{x}}\", \"{{y}}\"]\n"),
        ("- {{x}}\n- b\n", "- \"{{x}}\"\n- b\n"), ("a: {{x}} goes\n  on\n", "a: \"{{x}} goes\n  on\"\n"),
        ("a: 1\nb: 2\r\nc: 3\rd: 4\n", "a: 1\nb: 2\nc: 3\nd: 4\n"),
        ("a: 1\r\nb: 2\nc: 3\r\n", "a: 1\r\nb: 2\r\nc: 3\r\n"),
    ])
    func fixes(_ text: String, _ mended: String) {
        var bytes = Array(text.utf8)
        for problem in YAMLTree.parse(text).diagnostics.reversed() {
            guard case .edits(let edits)? = problem.fix else { continue }
            for edit in edits.reversed() {
                bytes.replaceSubrange(edit.range, with: Array(edit.replacement.utf8))
            }
        }
        #expect(String(decoding: bytes, as: UTF8.self) == mended)
        #expect(YAMLTree.parse(mended).diagnostics.isEmpty)
    }

    @Test(arguments: [
        "a: |2\n  \tx\n", "a: |\n  x\n  \t\n", "a: |\n  x\n  <<<<<<< y\n", "a: x {{y}}\n", "a: '{{x}}'\n",
        "a: |\n  {{x}}\n", "- a # \t\n", "a: '<<'\n",
        "'<<': 1\n", "a: \"&x\"\n", "a: {b: {c: 1}}\n", "a: [\n\tb\n]\n", "a: 1 \t# c\n",
        "a: http://x:1/#y\n",
    ])
    func accepted(_ text: String) {
        #expect(YAMLTree.parse(text).diagnostics.isEmpty)
    }
}
