import Diagnostics
import Testing

@Suite("GitHub renderer")
struct GitHubRendererTests {
    private func lines(_ sample: Sample) -> [Substring] {
        GitHubRenderer.render(sample.report).split(separator: "\n", omittingEmptySubsequences: false)
    }

    @Test("one annotation a problem, and a last line that counts")
    func golden() {
        let sample = Sample("a: é日\nb: x\n")
            .with("PP301", .error, at: "日").with("PP302", .warning, at: "x", help: "h").with(
                "PP501", .note, at: nil)
        #expect(
            lines(sample) == [
                "::notice file=prompts/a.prompt.yaml,title=PP501::no good",
                "::error file=prompts/a.prompt.yaml,line=1,endLine=1,col=5,endColumn=6,title=PP301::no good",
                "::warning file=prompts/a.prompt.yaml,line=2,endLine=2,col=4,endColumn=5,title=PP302::no good%0Ah",
                "1 file: 1 error, 1 warning, 1 note", "",
            ])
    }

    @Test("columns only within one line")
    func severalLines() {
        let line = lines(Sample("a: |\n  b\n  c\n").with("PP1", at: "b\n  c"))[0]
        #expect(line == "::error file=prompts/a.prompt.yaml,line=2,endLine=3,title=PP1::no good")
    }

    @Test("nothing in a name or message starts a property or a command of its own")
    func escaping() {
        let sample = Sample("a\n", name: "50%,a:b\n::error::c.yaml")
            .with("PP1", .error, "100%\r\n::warning::x, y: z\u{1B}[31m\u{202E}", at: nil)
        #expect(
            lines(sample)[0]
                == "::error file=50%25%2Ca%3Ab%0A%3A%3Aerror%3A%3Ac.yaml,title=PP1::"
                + "100%25%0D%0A::warning::x, y: z␛[31m<U+202E>")
    }

    @Test("a file's name stays what it is")
    func names() {
        let line = lines(Sample("a\n", name: "prompts/日本/👩\u{200D}🚀 é.yaml").with("PP1", at: nil))[0]
        #expect(
            Array(line.utf8) == Array("::error file=prompts/日本/👩\u{200D}🚀 é.yaml,title=PP1::no good".utf8))
    }
}
