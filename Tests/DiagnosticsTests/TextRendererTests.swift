import Diagnostics
import Testing

@Suite("Text renderer")
struct TextRendererTests {
    @Test("what, where, the place underlined, and what to do")
    func golden() {
        let sample = Sample("name: A\nmodules:\n  - use: tone\n")
            .with(
                "PP301", .error, "no module \"tone\" in prompts/marketing or above", at: "tone",
                help: "did you mean \"tune\"?")
        #expect(
            sample.rendered() == """
                prompts/a.prompt.yaml:3:10: error[PP301]: no module "tone" in prompts/marketing or above
                    3 |   - use: tone
                      |          ^^^^
                      = help: did you mean "tune"?

                """)
    }

    @Test("a problem of the file as a whole has no line")
    func wholeFile() {
        let sample = Sample("name: A\n").with(
            "PP501", .note, "the file has no id", at: nil, help: "`--fix` writes one")
        #expect(
            sample.rendered() == """
                prompts/a.prompt.yaml: note[PP501]: the file has no id
                   = help: `--fix` writes one

                """)
    }

    @Test("a help of several lines stays in its column")
    func longHelp() {
        let sample = Sample("a: {{b}}\n").with("PP105", at: "{{b}}", help: "quote it:\na: \"{{b}}\"")
        #expect(
            sample.rendered() == """
                prompts/a.prompt.yaml:1:4: error[PP105]: no good
                    1 | a: {{b}}
                      |    ^^^^^
                      = help: quote it:
                              a: "{{b}}"

                """)
    }

    @Test("by place, then by code, whatever the order they were found in")
    func order() {
        let sample = Sample("one two\nthree\n")
            .with("PP202", at: "three").with("PP203", at: "two").with("PP201", at: "two").with(
                "PP900", at: nil)
        let heads = sample.rendered().split(separator: "\n").filter { $0.contains("[PP") }
        #expect(
            heads.map { $0.replacing("prompts/a.prompt.yaml", with: "a") } == [
                "a: error[PP900]: no good", "a:1:5: error[PP201]: no good", "a:1:5: error[PP203]: no good",
                "a:2:1: error[PP202]: no good",
            ])
    }

    /// A line, a piece of it, and the expected output of both.
    static let lines: [(line: String, piece: String, shown: String, underline: String)] = [
        ("\ta:\tb", "b", "    a:    b", "          ^"),
        ("a:\tb", "\t", "a:    b", "  ^^^^"),
        ("日本語: x", "x", "日本語: x", "        ^"),
        ("名前: 日本語", "日本", "名前: 日本語", "      ^^^^"),
        ("🎉🎉 x", "x", "🎉🎉 x", "     ^"),
        ("e\u{301}e\u{301} x", "x", "e\u{301}e\u{301} x", "   ^"),
        ("ae\u{301}b", "e\u{301}", "ae\u{301}b", " ^"),
        ("👩\u{200D}🚀 x", "x", "👩🚀 x", "     ^"),
        ("a\u{1B}[31mb", "b", "a␛[31mb", "      ^"),
        ("a\u{9B}31mb", "b", "a<U+9B>31mb", "          ^"),
        ("a\0b", "\0", "a␀b", " ^"),
        ("a\u{202E}b", "\u{202E}", "a<U+202E>b", " ^^^^^^^^"),
        ("a\u{200B}b", "b", "a<U+200B>b", "         ^"),
        ("x: é", "é", "x: é", "   ^"),
    ]

    @Test("the underline stands below its piece in every script", arguments: lines)
    func underlines(line: String, piece: String, shown: String, underline: String) {
        let rows = Sample("first\n\(line)\n").with("PP1", at: piece).rendered().split(separator: "\n")
        #expect(rows.count == 3)
        #expect(Array(rows[1].unicodeScalars) == Array("    2 | \(shown)".unicodeScalars))
        #expect(rows[2] == "      | \(underline)")
    }

    @Test("line ends are not part of a line", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(end: String) {
        let rows = Sample("a\(end)b: c\(end)d").with("PP1", at: "c").rendered().split(separator: "\n")
        #expect(rows == ["prompts/a.prompt.yaml:2:4: error[PP1]: no good", "    2 | b: c", "      |    ^"])
    }

    @Test("a byte-order mark is neither counted nor shown")
    func byteOrderMark() {
        let rows = Sample("\u{FEFF}a: b\n").with("PP1", at: "b").rendered().split(separator: "\n")
        #expect(rows == ["prompts/a.prompt.yaml:1:4: error[PP1]: no good", "    1 | a: b", "      |    ^"])
    }

    @Test("a range of several lines is underlined on the first")
    func severalLines() {
        let sample = Sample("a:\n  b: |\n    c\n    d\ne: f\n")
        let rows = sample.with("PP1", at: "b: |\n    c\n    d\n").rendered().split(separator: "\n")
        #expect(rows[1...] == ["    2 |   b: |", "      |   ^^^^ … to line 4"])
        // A range of the line end alone does not reach the next line.
        let one = sample.with("PP1", at: "e: f\n").rendered().split(separator: "\n")
        #expect(one[1...] == ["    5 | e: f", "      | ^^^^"])
    }

    @Test(
        "an empty range gets one caret, also past the last character",
        arguments: [
            (0, "1:1", "^"), (4, "1:5", "    ^"), (5, "2:1", "^"), (8, "2:4", "   ^"), (99, "2:4", "   ^"),
        ])
    func emptyRanges(offset: Int, place: String, underline: String) {
        let file = FileDiagnostics(
            source: SourceText(name: "f", "a: b\nc: "),
            diagnostics: [Diagnostic("PP1", .error, "no good", at: offset..<offset)])
        var text = ""
        TextRenderer(style: .plain).render(.init(fileCount: 1, files: [file]), summary: false, into: &text)
        let rows = text.split(separator: "\n")
        #expect(rows.first == "f:\(place): error[PP1]: no good")
        #expect(rows.last == "      | \(underline)")
    }

    @Test("ill-formed UTF-8 is shown as U+FFFD, in its column")
    func illFormed() {
        let bytes: [UInt8] = Array("a: ".utf8) + [0xFF, 0xC3] + Array(" b".utf8)
        let file = FileDiagnostics(
            source: SourceText(name: "f", bytes: bytes),
            diagnostics: [Diagnostic("PP101", .error, "no UTF-8", at: 4..<5)])
        var text = ""
        TextRenderer(style: .plain).render(.init(fileCount: 1, files: [file]), summary: false, into: &text)
        #expect(text == "f:1:5: error[PP101]: no UTF-8\n    1 | a: \u{FFFD}\u{FFFD} b\n      |     ^\n")
    }

    @Test("wide line numbers widen the margin")
    func margin() {
        let sample = Sample(String(repeating: "\n", count: 123_455) + "a: b\n").with(
            "PP1", at: "b", help: "h")
        #expect(
            sample.rendered() == """
                prompts/a.prompt.yaml:123456:4: error[PP1]: no good
                 123456 | a: b
                        |    ^
                        = help: h

                """)
    }

    @Test("names and messages can't steer the terminal")
    func hostileWords() {
        let sample = Sample("a\n", name: "x\u{1B}]0;t\u{7}.yaml")
            .with("PP1", .warning, "unknown key \"\u{9B}2J\r\n\u{202E}\"", at: "a", help: "\u{1B}[0m")
        let text = sample.rendered()
        #expect(text.hasPrefix("x␛]0;t␇.yaml:1:1: warning[PP1]: unknown key \"<U+9B>2J␍␊<U+202E>\"\n"))
        #expect(text.hasSuffix("= help: ␛[0m\n"))
        #expect(
            !text.unicodeScalars.contains {
                $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value)
            })
    }

    @Test("colour changes nothing but the colour")
    func colour() {
        let sample = Sample("a: b\n").with("PP1", .warning, at: "b", help: "h").with("PP2", .note, at: "a")
        let coloured = sample.rendered(.colour)
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == sample.rendered())
        #expect(
            coloured.hasPrefix(
                "\u{1B}[1mprompts/a.prompt.yaml:1:1: \u{1B}[0m\u{1B}[1;36mnote[PP2]: \u{1B}[0m\u{1B}[1mno good\u{1B}[0m\n"
            ))
        #expect(coloured.contains("\u{1B}[1;33m   ^\u{1B}[0m\n"))
    }

    @Test(
        "the summary counts",
        arguments: [
            (12, [], "12 files: no problems"), (1, [Severity.error], "1 file: 1 error"),
            (0, [], "0 files: no problems"),
            (2, [.note, .warning, .error, .warning], "2 files: 1 error, 2 warnings, 1 note"),
            (3, [.note, .note], "3 files: 2 notes"), (1, [.error, .error], "1 file: 2 errors"),
        ])
    func summary(files: Int, severities: [Severity], line: String) {
        let file = FileDiagnostics(
            source: SourceText(name: "f", "a"),
            diagnostics: severities.map { Diagnostic("PP1", $0, "no good", at: 0..<1) })
        let report = DiagnosticReport(fileCount: files, files: [file])
        #expect(TextRenderer.summary(report) == line)
        var text = ""
        TextRenderer(style: .plain).render(report, summary: true, into: &text)
        #expect(text.hasSuffix("\(line)\n"))
    }
}
