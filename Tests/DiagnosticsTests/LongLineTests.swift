import Diagnostics
import Testing

@Suite("Long lines")
struct LongLineTests {
    /// Returns the line with its position and the underline, without the margin.
    private func rows(_ text: String, at range: Range<Int>) -> (line: String, underline: String) {
        let file = FileDiagnostics(
            source: SourceText(name: "f", text),
            diagnostics: [Diagnostic("PP1", .error, "no good", at: range)])
        var rendered = ""
        TextRenderer(style: .plain).render(
            .init(fileCount: 1, files: [file]), summary: false, into: &rendered)
        let rows = rendered.split(separator: "\n")
        return (String(rows[1].dropFirst(8)), String(rows[2].dropFirst(8)))
    }

    /// Returns the text above the carets.
    private func marked(_ rows: (line: String, underline: String)) -> String {
        var column = 0
        var result = ""
        let start = rows.underline.prefix { $0 == " " }.count
        for scalar in rows.line.unicodeScalars {
            if column >= start, column < rows.underline.count { result.unicodeScalars.append(scalar) }
            column += displayWidth(of: scalar)
        }
        return result
    }

    @Test("a line that fits is shown whole")
    func fits() {
        let line = String(repeating: "a", count: 119) + "X"
        let rows = rows(line, at: 119..<120)
        #expect(rows.line == line)
        #expect(rows.underline == String(repeating: " ", count: 119) + "^")
    }

    @Test(
        "a window around the place", arguments: ["a", "é", "日", "🎉", "\t", "\u{1B}", "\u{202E}"],
        [0, 1, 60, 500, 940, 1000])
    func window(filler: String, before: Int) {
        let text =
            String(repeating: filler, count: before) + "HERE"
            + String(repeating: filler, count: 1000 - before)
        let start = before * filler.utf8.count
        let rows = rows(text, at: start..<start + 4)
        #expect(marked(rows) == "HERE")
        #expect(displayWidth(of: rows.line) <= 120)
        #expect(displayWidth(of: rows.line) > 100)
        #expect(rows.line.hasPrefix("…") == (before >= 60))
        #expect(rows.line.hasSuffix("…") == (before < 950))
    }

    @Test("a long range is cut too, and its start is kept")
    func longRange() {
        let text = "key: " + String(repeating: "v", count: 5000) + " # end"
        let rows = rows(text, at: 5..<5005)
        #expect(rows.line.hasPrefix("key: vvv"))
        #expect(displayWidth(of: rows.line) <= 120)
        #expect(marked(rows) == String(repeating: "v", count: 69) + "…")
    }

    @Test("a place inside a character covers all of it")
    func insideCharacter() {
        let rows = rows("a日b", at: 2..<3)
        #expect(rows.line == "a日b")
        #expect(rows.underline == " ^^")
    }

    @Test("marks without width are bounded too")
    func combining() {
        let text = "a" + String(repeating: "\u{301}", count: 100_000) + "b"
        let rows = rows(text, at: text.utf8.count - 1..<text.utf8.count)
        #expect(rows.line.unicodeScalars.first == "…" && rows.line.unicodeScalars.last == "b")
        #expect(rows.line.utf8.count < 10_000)
    }

    /// A hostile file is one line of megabytes with a problem every few bytes. If each were looked up from
    /// the start of the line, this would take 10^10 steps and exceed the time limit.
    @Test("many problems in one long line", .timeLimit(.minutes(1)))
    func manyProblems() {
        let count = 5000
        let text = "{" + String(repeating: "éa: 1, ", count: count * 100) + "}"
        let diagnostics = (0..<count).map {
            Diagnostic("PP1", .error, "no good", at: $0 * 800 + 1..<$0 * 800 + 4)
        }
        let file = FileDiagnostics(source: SourceText(name: "f", text), diagnostics: diagnostics)
        var rendered = ""
        TextRenderer(style: .plain).render(
            .init(fileCount: 1, files: [file]), summary: false, into: &rendered)
        let heads = rendered.utf8.split(separator: UInt8(ascii: "\n")).enumerated().filter {
            $0.offset % 3 == 0
        }
        #expect(heads.count == count)
        // Each `éa: 1, ` is eight bytes and seven scalars.
        #expect(heads.last.map { String($0.element) } == "f:1:\((count - 1) * 700 + 2): error[PP1]: no good")
    }
}
