import PromptTestSupport
import Testing

@testable import PromptCore

/// In format 2, a partial inside a line does not break the line.
@Suite struct InlinePartialTests {
    /// A text, the partial's text, and the results in both formats.
    @Test(arguments: [
        ("Write in a {{> p}} voice.", "warm\n", "Write in a warm\n voice.", "Write in a warm voice."),
        ("a {{> p}} b", "x\r\n", "a x\r\n b", "a x b"), ("a {{> p}} b", "x", "a x b", "a x b"),
        ("a {{> p}} b", "x\n\n", "a x\n\n b", "a x\n b"), ("a {{> p}} b", "x\ny\n", "a x\ny\n b", "a x\ny b"),
        ("a {{> p}} b", "\n", "a \n b", "a  b"), ("a {{> p}} b", "", "a  b", "a  b"),
        ("a {{> p}} b", "x\r", "a x\r b", "a x\r b"), ("a {{> p}} b", "x\n\r\n", "a x\n\r\n b", "a x\n b"),
        // Something beside it on one side only.
        ("a: {{> p}}\nb", "x\n", "a: x\n\nb", "a: x\nb"), ("{{> p}}: b", "x\n", "x\n: b", "x: b"),
        ("{{> p}}{{> p}}", "x\n", "x\nx\n", "xx"), ("{{! c }}{{> p}}\nb", "x\n", "x\n\nb", "x\nb"),
        // Alone on its line, nothing changes.
        ("a\n{{> p}}\nb", "x\n", "a\nx\nb", "a\nx\nb"),
        ("a\n  {{> p}}  \nb", "x\n", "a\n  x\nb", "a\n  x\nb"),
        ("{{> p}}", "x\n", "x\n", "x\n"), ("a\n\t{{> p}}", "x\n", "a\n\tx\n", "a\n\tx\n"),
        ("a\r\n{{> p}}\r\nb", "x\n", "a\r\nx\nb", "a\r\nx\nb"),
        // The line end of a value stays.
        ("a {{> p}} b", "x{{v}}", "a x1\n b", "a x1\n b"),
        ("a {{> p}} b", "x{{v}}\n", "a x1\n\n b", "a x1\n b"),
        ("a {{> p}} b", "x\n{{e}}", "a x\n b", "a x b"),
        ("a {{> p}} b", "{{v}}\r\n", "a 1\n\r\n b", "a 1\n b"),
        ("a {{> p}} b", "{{#e}}y{{/e}}\n", "a \n b", "a  b"),
        ("a {{> p}} b", "{{#t}}\nx\n{{/t}}\n", "a x\n b", "a x b"),
        ("a {{> none}} b", "x\n", "a  b", "a  b"), ("{{#t}}{{> p}}{{/t}} b", "x\n", "x\n b", "x b"),
    ])
    func lineEnd(_ text: String, _ partial: String, _ one: String, _ two: String) throws {
        let context: TemplateValue = ["v": "1\n", "e": "", "t": true]
        for (format, wanted) in [(Format.one, one), (.two, two)] {
            let rendered = try Template(text, format: format).render(context) {
                $0 == "p" ? Template(partial, format: format) : nil
            }
            #expect(rendered == wanted, "\(format)")
        }
    }

    /// The format of the text with the tag decides.
    @Test func mixedFormats() throws {
        let old = Template("x\n")
        #expect(try Template("a {{> p}} b", format: .two).render([:]) { _ in old } == "a x b")
        let new = Template("x\n", format: .two)
        #expect(try Template("a {{> p}} b").render([:]) { _ in new } == "a x\n b")
    }

    @Test func partialsInPartials() throws {
        let files = [
            "outer.module.yaml": "content: |\n  very {{> inner}}\n",
            "inner.module.yaml": "content: |\n  warm\n",
        ]
        let text =
            "modules:\n  - role: system\n    content: |\n      Be {{> outer}}, please.\n  - content: |\n      {{> outer}}\n      End.\n"
        let rendered = try render(
            text, at: "p.prompt.yaml", library: DictionaryLibrary(files, format: .two), format: .two)
        #expect(rendered.messages.map(\.content) == ["Be very warm, please.", "very warm\nEnd."])
        #expect(rendered.text == "Be very warm, please.\n\nvery warm\nEnd.")
        #expect(RequestBody.openAI(rendered).contains("\"Be very warm, please.\""))
        #expect(RequestBody.anthropic(rendered).contains("\"Be very warm, please.\""))
        let old = try render(text, at: "p.prompt.yaml", library: DictionaryLibrary(files))
        #expect(old.messages.map(\.content) == ["Be very warm\n\n, please.", "very warm\n\nEnd."])
    }

    /// The ranges of inserted values stay right.
    @Test func insertions() throws {
        let library = DictionaryLibrary(["p.module.yaml": "content: |\n  <{{a}}>\n"], format: .two)
        let rendered = try render(
            "content: 'x {{> p}} {{a}}'\n", at: "t.prompt.yaml", values: ["a": .text("v")], library: library,
            format: .two)
        #expect(rendered.text == "x <v> v")
        #expect(rendered.parts[0].insertions.map(\.range) == [3..<4, 6..<7])
    }
}
