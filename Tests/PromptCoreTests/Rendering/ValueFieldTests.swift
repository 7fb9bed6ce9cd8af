import PromptTestSupport
import Testing

@testable import PromptCore

/// `{{x.json}}`, `{{xs.count}}` and `{{#xs.any}}`.
@Suite struct ValueFieldTests {
    /// A definition, a given value, and the JSON.
    @Test(
        arguments: [
            ("{}", "plain", #""plain""#), ("{}", #"say "hi" \ now"#, #""say \"hi\" \\ now""#),
            ("{type: multiline}", "a\nb\tc\r\u{1}\u{8}", #""a\nb\tc\r\u0001\u0008""#),
            ("{}", "größe 😀 名/\u{2028}<&>", "\"größe 😀 名/\u{2028}<&>\""),
            ("{}", "\u{7F}\u{85}", #""\u007f\u0085""#),
            ("{}", "{{x}}", #""{{x}}""#), ("{}", "5", #""5""#), ("{required: false}", "", "null"),
            ("{type: number}", "1.50", "1.50"), ("{type: number}", "+5", "5"),
            ("{type: number}", "-0.50", "-0.50"),
            ("{type: number}", ".5", "0.5"), ("{type: number}", "007", "7"), ("{type: number}", "0", "0"),
            ("{type: number}", "-.5", "-0.5"), ("{type: number}", "123456789012345678", "123456789012345678"),
            ("{type: number, required: false}", "", "null"),
            ("{type: boolean, true_label: sure, false_label: never}", "yes", "true"),
            ("{type: boolean, true_label: sure, false_label: never}", "off", "false"),
            ("{type: boolean, required: false}", "", "null"),
            ("{type: select, options: [{value: a, label: The A}, b]}", "a", #""a""#),
            ("{type: select, options: [a], allow_custom: true}", #"q"q"#, #""q\"q""#),
            ("{type: select, options: [a], required: false}", "", "null"),
            ("{type: date}", "2026-11-24", #""2026-11-24""#), ("{type: date, required: false}", "", "null"),
            ("{type: multiselect, options: [a, {value: b, label: Bee}]}", "b, a", #"["b","a"]"#),
            ("{type: multiselect, options: [a]}", "a", #"["a"]"#),
            ("{type: multiselect, options: [a], required: false}", "", "[]"),
            ("{default: d}", nil, #""d""#), ("{type: number, default: 2.0}", nil, "2.0"),
            ("{type: multiselect, options: [a, b], default: [a, b]}", nil, #"["a","b"]"#),
        ] as [(String, String?, String)])
    func json(_ definition: String, _ given: String?, _ wanted: String) throws {
        let text = "variables:\n  x: \(definition)\ncontent: '{{x.json}}'\n"
        let values = given.map { ["x": RawValue.text($0)] } ?? [:]
        let rendered = try render(text, values: values, format: .two)
        #expect(rendered.text == wanted)
        // The value is noted under the variable's name.
        #expect(rendered.parts.first?.insertions.map(\.name) == ["x"])
        #expect(try render(text, values: values, format: .one).text == "", "format 1 has no fields")
    }

    @Test func undeclared() throws {
        #expect(
            try render("content: '{{x.json}}'", values: ["x": .text("a\"")], format: .two).text == #""a\"""#)
    }

    private static let many = """
        variables:
          m: {type: multiselect, options: [{value: a, label: 'The "A"'}, b], required: false}
          s: {type: select, options: [{value: a, label: The A}], required: false}
        content:\u{20}
        """

    @Test(arguments: [
        ("{{m.count}}", "2", "1", "0"), ("{{m.any}}", "true", "true", "false"),
        ("{{#m.any}}some: {{m}}{{/m.any}}{{^m.any}}none{{/m.any}}", "some: a, b", "some: b", "none"),
        ("{{#m}}{{value.json}}={{label.json}};{{/m}}", #""a"="The \"A\"";"b"="b";"#, #""b"="b";"#, ""),
        ("{{#m}}{{.}}{{m.count}}{{/m}}", "a2b2", "b1", ""), ("{{#m.count}}x{{/m.count}}", "x", "x", ""),
        ("{{m.json}}", #"["a","b"]"#, #"["b"]"#, "[]"), ("{{m}}", "a, b", "b", ""),
    ])
    func manyChoices(_ text: String, _ two: String, _ one: String, _ none: String) throws {
        for (given, wanted) in [("a,b", two), ("b", one), ("", none)] {
            let rendered = try render(
                Self.many + "'\(text)'\n", values: ["m": .text(given)], format: .two)
            #expect(rendered.text == wanted, "\(given)")
        }
    }

    @Test func oneChoice() throws {
        let text = Self.many + "'{{s.label}} {{s.value}} {{s.json}} {{#s}}{{label.json}}{{/s}}'\n"
        #expect(try render(text, values: ["s": .text("a")], format: .two).text == #"The A a "a" "The A""#)
    }

    /// A prompt of format 2 may use a module of a layer of format 1, whose texts keep their meaning.
    @Test func aTextOfFormatOne() throws {
        let old = DictionaryLibrary(
            ["old.module.yaml": "content: '[{{x.json}}{{#x}}{{json}}{{/x}}]'\n"], format: .one)
        let text = "variables: {x: {}}\nmodules: [{content: '{{x.json}}'}, {use: old}]\n"
        let file = DictionaryLibrary.file("p.prompt.yaml", text, format: .two)
        guard case .prompt(let prompt)? = file.record else {
            Issue.record("no prompt")
            return
        }
        var input = RenderInput()
        input.values["x"] = .init(.text("v"), from: .flag)
        input.values["json"] = .init(.text("-"), from: .flag)
        let plan = RenderPlan(prompt, in: file, input: input, library: old)
        #expect(try plan.render(plan.values(input).values).text == "\"v\"\n\n[-]")
    }

    /// The fields are the same in every form of a result.
    @Test func requestBodies() throws {
        let text = """
            variables: {x: {type: multiline}, m: {type: multiselect, options: [a, b]}}
            modules:
              - {role: system, content: 'Data: {{x.json}}'}
              - {content: '{{m.count}} of {{m.json}}'}

            """
        let rendered = try render(text, values: ["x": .text("q\"\n"), "m": .text("a,b")], format: .two)
        let system = #"Data: \"q\\\"\\n\""#
        for body in [
            RequestBody.messages(rendered), RequestBody.openAI(rendered), RequestBody.anthropic(rendered),
        ] {
            #expect(body.contains(system), "\(body)")
            #expect(body.contains(#"2 of [\"a\",\"b\"]"#), "\(body)")
        }
    }
}
