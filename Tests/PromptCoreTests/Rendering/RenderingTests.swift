import PromptTestSupport
import Testing

@testable import PromptCore

@Suite struct RenderingTests {
    static let prompt = """
        separator: "\\n--\\n"
        model: {provider: anthropic, name: m-1, parameters: {temperature: 0.30, stop: [a, "1"], deep: {x: null}}}
        variables:
          who: {type: text}
          kind: {type: select, options: [{value: s, label: Short}, l], default: s}
          parts: {type: multiselect, options: [a, {value: b, label: Bee}], required: false}
          polite: {type: boolean, default: false, true_label: please}
        modules:
          - name: Persona
            role: system
            options:
              - name: First
                content: "P1\\n\\n"
              - name: Second one
                default: true
                content: P2
          - name: Hidden
            role: system
            visible: false
            content: H
          - name: Task
            content: |
              Hi {{who}} ({{kind}}, {{kind.label}}){{#polite}}, {{polite}}{{/polite}}
              {{#parts}}
              - {{.}} {{label}} {{value}}
              {{/parts}}
          - name: End
            content: "{{#polite}}x{{/polite}}"
        """

    @Test func textAndMessages() throws {
        let rendered = try render(Self.prompt, values: ["who": .text("Ana"), "parts": .list(["a", "b"])])
        #expect(rendered.text == "P2\n--\nHi Ana (s, Short)\n- a a a\n- b Bee b")
        #expect(rendered.messages.map(\.role) == [.system, .user])
        #expect(
            rendered.parts.map(\.module) == ["persona", "task"],
            "a module that renders to nothing is left out")
    }

    @Test func optionsAndModules() throws {
        let rendered = try render(Self.prompt, values: ["who": .text("A")]) { request in
            request.options = [("Persona", "first")]
            request.with = ["hidden"]
            request.without = ["task"]
        }
        #expect(rendered.text == "P1\n--\nH")
        #expect(rendered.messages == [.init(role: .system, content: "P1\n--\nH")])
    }

    /// The exact name wins wherever an option is named.
    @Test(arguments: [
        ("C", "One."), ("C++", "Two."), ("C#", "Three."), ("c", "One."), ("c-2", "Two."), ("C-3", "Three."),
    ])
    func optionsWithTheSameSlug(_ name: String, _ text: String) throws {
        let library = DictionaryLibrary([
            "code.module.yaml": BadInput.code, "thin.module.yaml": "use: code\ndefault: '\(name)'\n",
        ])
        for file in [
            "modules:\n  - {use: /code, default: '\(name)'}\n", "modules:\n  - use: /thin\n",
            "content: '{{> /thin}}'\n",
        ] {
            #expect(try render(file, library: library).text == text, "\(file)")
        }
        let chosen = try render("modules:\n  - use: /code\n", library: library) {
            $0.options = [("code", name)]
        }
        #expect(chosen.text == text)
    }

    @Test func modulesWithTheSameSlug() throws {
        let prompt =
            "modules:\n  - {name: A, content: a}\n  - {name: A+, content: b}\n  - {name: A!, content: c}\n"
        #expect(try render(prompt) { $0.without = ["A+"] }.text == "a\n\nc")
        #expect(try render(prompt) { $0.without = ["A"] }.text == "b\n\nc")
        #expect(throws: RenderProblem.self) { try render(prompt) { $0.without = ["A?"] } }
    }

    @Test func labelsAndTruth() throws {
        let rendered = try render(Self.prompt, values: ["who": .text("A"), "polite": .text("yes")])
        #expect(rendered.text.contains("Hi A (s, Short), please"))
        #expect(rendered.text.hasSuffix("\n--\nx"))
    }

    @Test(arguments: [
        "{{secret}}", "{{> other}}", "{{#who}}x{{/who}}", "<b>&\"'</b>", "{{=<% %>=}}", "a\\nb",
    ])
    func valuesAreNeverTemplates(_ value: String) throws {
        let rendered = try render(
            "variables: {who: {type: text}}\ncontent: \"[{{who}}|{{{who}}}|{{&who}}]\"",
            values: ["who": .text(value)])
        #expect(rendered.text == "[\(value)|\(value)|\(value)]")
    }

    @Test func literalSyntax() throws {
        #expect(try render("syntax: none\ncontent: \"{{who}} {{#x}}\"").text == "{{who}} {{#x}}")
        #expect(
            try render("content: \"{{=<% %>=}}{{who}} <%who%>\"\nvariables: {who: W}").text == "{{who}} W")
    }

    @Test func bodies() throws {
        let rendered = try render(Self.prompt, values: ["who": .text("A")])
        let openAI = RequestBody.openAI(rendered)
        #expect(openAI.contains("\"model\": \"m-1\"") && openAI.contains("\"temperature\": 0.30"))
        #expect(openAI.contains("\"role\": \"system\"") && openAI.contains("\"1\""))
        let anthropic = RequestBody.anthropic(rendered)
        #expect(anthropic.contains("\"system\": \"P2\"") && anthropic.contains("\"max_tokens\": 1024"))
        #expect(!anthropic.contains("\"role\": \"system\""))
    }

    @Test func everythingMissingAtOnce() throws {
        let file = DictionaryLibrary.file(
            "x.prompt.yaml", "variables: {a: {type: text}, n: {type: number}}\ncontent: \"{{a}} {{n}} {{u}}\""
        )
        guard case .prompt(let prompt)? = file.record else { return #expect(Bool(false)) }
        var request = RenderInput()
        request.values["n"] = RenderInput.Given(.text("x"), from: .flag)
        let plan = RenderPlan(prompt, in: file, input: request, library: DictionaryLibrary())
        let problems = plan.values(request).problems
        #expect(problems.map(\.kind) == [.missing, .wrong, .missing])
        #expect(problems.map(\.name) == ["a", "n", "u"])
        #expect(problems.allSatisfy { $0.help != nil })
    }

    @Test func onlyChosenTextsAsk() throws {
        let text = """
            variables: {a: {type: text}, b: {type: text}}
            modules:
              - name: M
                options:
                  - content: "{{a}}"
                  - content: "{{b}}"
            """
        #expect(try render(text, values: ["a": .text("1")]).text == "1")
        #expect(try render(text, values: ["b": .text("2")]) { $0.options = [("m", "2")] }.text == "2")
    }

    @Test(arguments: [("modul", "x", "task"), ("task", "secnd", "its options: 1")])
    func unknownNames(_ module: String, _ option: String, _ help: String) throws {
        #expect {
            try render("modules: [{name: Task, content: x}]") { $0.options = [(module, option)] }
        } throws: { error in
            (error as? RenderProblem)?.help?.contains(help) ?? false
        }
    }

    @Test func tooLarge() throws {
        var files = ["p0.module.yaml": "content: \"\(String(repeating: "x", count: 1000))\""]
        for level in 1...20 {
            files["p\(level).module.yaml"] = "content: \"{{> p\(level - 1)}}{{> p\(level - 1)}}\""
        }
        let started = ContinuousClock.now
        #expect {
            try render("content: \"{{> p20}}\"", at: "x.prompt.yaml", library: DictionaryLibrary(files))
        } throws: { error in
            (error as? RenderProblem)?.message.contains("16 MiB") ?? false
        }
        #expect(ContinuousClock.now - started < .seconds(5))
    }
}
