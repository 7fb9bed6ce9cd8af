import Diagnostics
import Testing

@testable import PromptCore

@Suite struct MissingFieldsTests {
    @Test(arguments: BadInput.missingFields)
    func reports(_ input: BadInput) throws { try input.expectExactDiagnostics() }

    /// The help lists what exists.
    @Test(arguments: [
        ("{{t.name}}", "a text has `{{t}}` and `{{t.json}}`"),
        ("{{s.name}}", "a select has `{{s}}`, `{{s.label}}`, `{{s.value}}` and `{{s.json}}`"),
        ("{{m.label}}", "a multiselect has `{{m}}`, `{{m.count}}`, `{{m.any}}` and `{{m.json}}`"),
        ("{{new.name}}", "an undeclared name has `{{new}}` and `{{new.json}}`"),
        ("{{first.name}}", "did you mean `{{first_name}}`?"),
        ("{{last.name}}", "did you mean `{{last-name}}`?"),
        ("{{#m}}{{value.count}}{{/m}}", "it has `{{value}}` and `{{value.json}}`"),
        ("{{#t}}a{{else}}b{{/t}}", "write `{{^t}}…{{/t}}`"), ("{{#m}}{{this}}{{/m}}", "write `{{.}}`"),
        ("{{#m}}{{this.label}}{{/m}}", "write `{{label}}`"),
    ])
    func help(_ text: String, _ help: String) throws {
        let declared = """
            variables:
              t: {}
              s: {type: select, options: [x]}
              m: {type: multiselect, options: [x]}
              first_name: {}
              last-name: {}
            content: '\(text) {{t}} {{s}} {{m}} {{first_name}} {{last-name}}'

            """
        let problems = BadInput("help", declared, format: .two).check()
        let found = try #require(problems.first { $0.breaks(.missingFields) }, "\(problems)")
        #expect(found.help?.contains(help) == true, "\(found.help ?? "")")
    }

    @Test func stopsARendering() {
        #expect(throws: RenderProblem.self) {
            try render("content: '{{user.name}}'", values: ["user": .text("x")], format: .two)
        }
        #expect(throws: Never.self) {
            try render("content: '{{user.name}}'", values: ["user": .text("x")], format: .one)
        }
    }
}

extension BadInput {
    private static let existing = """
        {{t}}{{t.json}} {{s}}{{s.label}}{{s.value}}{{s.json}} {{m}}{{m.count}}{{m.any}}{{m.json}} \
        {{#m}}{{.}}{{label}}{{value}}{{label.json}}{{value.json}}{{/m}}{{#m.any}}x{{/m.any}}{{^m.any}}y{{/m.any}}
        """
    private static let declared =
        "variables: {t: {}, s: {type: select, options: [x]}, m: {type: multiselect, options: [x]}}\n"

    static let missingFields: [BadInput] = [
        BadInput("all that exists", declared + "content: '\(existing)'\n", format: .two),
        BadInput(
            "a count of a text", declared + "content: '\(existing) {{1️⃣t.count2️⃣}}'\n",
            .error(.missingFields, "\"t\" is a text and has no \"count\""), format: .two),
        BadInput(
            "a label of a multiselect", declared + "content: '\(existing) {{1️⃣m.label2️⃣}}'\n",
            .error(.missingFields, "\"m\" is a multiselect and has no \"label\""), format: .two),
        BadInput(
            "a field of a field", declared + "content: '\(existing) {{1️⃣s.label.json2️⃣}}'\n",
            .error(.missingFields, "has no \"label.json\""), format: .two),
        BadInput(
            "a field of nothing", "content: '{{1️⃣customer.name2️⃣}}'\n",
            .error(.missingFields, "\"customer\" is not declared"), format: .two),
        BadInput(
            "a section over a field", "content: '{{#1️⃣customer.vip2️⃣}}x{{/customer.vip}}'\n",
            .error(.missingFields, "\"vip\""), format: .two),
        BadInput(
            "else", declared + "content: '\(existing) {{#t}}x{{1️⃣else2️⃣}}y{{/t}}'\n",
            .error(.missingFields, "\"else\" is the name of a variable that is not declared"), format: .two),
        BadInput(
            "a field in a shared module", "variables: {t: {}}\ncontent: '{{1️⃣t.name2️⃣}} {{t.label}}'\n",
            .error(.missingFields, "\"t\" is a text and has no \"name\""), in: "p.module.yaml", format: .two),
        BadInput(
            "a label of a text in a partial", "variables: {t: {}}\ncontent: '{{> 1️⃣p2️⃣}}'\n",
            .error(
                .missingFields, "\"t\", used by \"prompts/p.module.yaml\", is a text and has no \"label\""),
            beside: ["p.module.yaml": "content: '{{t.label}} {{t.label}}'\n"], format: .two),
        BadInput(
            "a label in a section over a field",
            declared + "content: '\(existing) {{#m.any}}{{1️⃣label2️⃣}}{{/m.any}}'\n",
            .warning(.undeclaredNames, "\"label\" is not declared"), format: .two),
    ]
}
