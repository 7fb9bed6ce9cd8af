import PromptCore
import Testing

struct TemplateReferenceTests {
    @Test func everyTagWithItsPlace() {
        let marked = MarkedText(
            "Dear «{{ «näme» }}»,\n«{{#«items»}}»«{{{«.»}}}» «{{^«gone»}}»«{{&«a.b»}}»{{/gone}}{{/items}}\n«{{> «/shared/tone»}}»\n{{! no }}"
        )
        let references = Template(marked.text).references
        #expect(references.map(\.name) == ["näme", "items", ".", "gone", "a.b", "/shared/tone"])
        #expect(references.map(\.kind) == [.variable, .section, .variable, .inverted, .variable, .partial])
        #expect(references.map(\.sections) == [[], [], ["items"], ["items"], ["items"], []])
        let ranges = references.flatMap { [$0.tagRange, $0.nameRange] }
        #expect(ranges == marked.ranges)
    }

    @Test func sectionsOutermostFirst() {
        let references = Template("{{#a}}{{#b.c}}{{^d}}{{x}}{{/d}}{{/b.c}}{{/a}}{{y}}").references
        #expect(references.first { $0.name == "x" }?.sections == ["a", "b.c"])
        #expect(references.first { $0.name == "y" }?.sections == [])
    }

    @Test func delimitersMove() {
        let marked = MarkedText("{{=<% %>=}}«<% «x» %>» {{y}} <%={{ }}=%>«{{«z»}}»")
        let references = Template(marked.text).references
        #expect(references.map(\.name) == ["x", "z"])
        #expect(references.flatMap { [$0.tagRange, $0.nameRange] } == marked.ranges)
    }

    @Test func aLiteralHasNone() throws {
        let template = Template.literal("{{x}} {{#open")
        #expect(template.references.isEmpty)
        #expect(template.problems.isEmpty)
        #expect(try template.render(["x": "no"]) == "{{x}} {{#open")
    }
}
