import PromptCore
import Testing

struct TemplateRenderingTests {
    @Test func truthAndLabel() throws {
        let context: TemplateValue = [
            "yes": .bool(true, label: "please"), "no": .bool(false, label: "rather not"),
        ]
        let template = Template("{{yes}} {{#yes}}+{{.}}{{/yes}} {{no}} {{#no}}+{{/no}}{{^no}}-{{/no}}")
        #expect(try template.render(context) == "please +please rather not -")
        #expect(try Template("{{t}} {{f}}").render(["t": true, "f": false]) == "true false")
    }

    @Test func missingNamesCanBeMarked() throws {
        var options = TemplateOptions()
        options.missing = { "‹\($0)›" }
        let template = Template(
            "{{product}}, {{a.b.c}}, {{empty}}{{null}}{{#gone}}no{{/gone}}{{^gone}}{{.x}}{{/gone}}")
        let context: TemplateValue = ["empty": "", "null": .null, "a": ["b": "B"]]
        #expect(try template.render(context, options: options) == "‹product›, ‹a.b.c›, {{.x}}")
        options.missing = { _ in "{{x}}" }
        #expect(try Template("{{gone}}").render(["x": "no"], options: options) == "{{x}}")
    }

    @Test func partialsAreLookedForFromTheirHome() throws {
        // The same name means another text in another folder.
        let found = [
            0: [
                "tone": TemplatePartial(Template("root({{>inner}})"), home: 1),
                "inner": TemplatePartial(Template("far")),
            ],
            1: ["inner": TemplatePartial(Template("near"), home: 1)],
        ]
        var output: [UInt8] = []
        try Template("{{>tone}} {{>inner}}").render([:], into: &output) { name, home in found[home]?[name] }
        #expect(String(decoding: output, as: UTF8.self) == "root(near) far")
    }

    @Test func laterOfEqualNamesCounts() throws {
        #expect(try Template("{{x}}").render(["x": "1", "x": "2"]) == "2")
    }

    @Test func manyNames() throws {
        var fields = TemplateObject()
        for number in 0..<500 { fields["name\(number)"] = .text("\(number)") }
        fields["name7"] = "seven"
        let template = Template("{{name0}} {{name7}} {{name23}} {{name24}} {{name499}} {{name500}}.")
        #expect(try template.render(.object(fields)) == "0 seven 23 24 499 .")
        #expect(fields["name499"] == "499")
        #expect(fields["name500"] == nil)
    }

    @Test(arguments: [0, 1, 2, 3, 10, 100, 1_000]) func longTextsAreWhole(_ count: Int) throws {
        let piece = "«é{{x}}»\n"
        let text = String(repeating: piece, count: count)
        #expect(try Template(text).render(["x": "𝛼"]) == String(repeating: "«é𝛼»\n", count: count))
    }

    @Test func renderingIsRepeatable() throws {
        let template = Template("{{#list}}{{.}},{{/list}}")
        let context: TemplateValue = ["list": ["a", "b"]]
        #expect(try template.render(context) == "a,b,")
        #expect(try template.render(context) == "a,b,")
    }
}
