import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

/// Changes in files of other layouts: one text at the top level, flow style, deep indentation, shared files.
@Suite struct StructureLayoutTests {
    @Test(
        arguments: [
            (
                "# text\ncontent: |  # sent\n  Hi {{x}},\n\n    you\n# end\n", .add("Goal", "Be."),
                "# text\nmodules:\n  - content: |  # sent\n      Hi {{x}},\n\n        you\n  - name: Goal\n    content: Be.\n# end\n"
            ),
            (
                "content: 'It''s'", .add("Goal", "Be.", .number(1)),
                "modules:\n  - name: Goal\n    content: Be.\n  - content: 'It''s'"
            ),
            (
                "{content: a}\n", .add("B", "x\ny\n"),
                "{modules: [{content: a}, {name: B, content: \"x\\ny\\n\"}]}\n"
            ),
            (
                "content: \"a\\tb\"\r\nmetadata: {}\r\n", .add("B", "x", to: "1"),
                "modules:\r\n  - options:\r\n      - default: true\r\n        content: \"a\\tb\"\r\n"
                    + "      - name: B\r\n        content: x\r\nmetadata: {}\r\n"
            ),
            ("content: a\n", .renameModule("1", "Task"), "modules:\n  - name: Task\n    content: a\n"),
            ("content: a\n", .show("1", false), "modules:\n  - visible: false\n    content: a\n"),
            (
                "modules:\n- content: |\n    a\n- content: b\n", .add("X", "x\ny\n", to: "1"),
                "modules:\n- options:\n  - default: true\n    content: |\n      a\n  - name: X\n    content: |\n      x\n      y\n- content: b\n"
            ),
            (
                "modules:\n    -   name: A\n        content: x\n", .add("B", "y\nz\n"),
                "modules:\n    -   name: A\n        content: x\n    - name: B\n      content: |\n          y\n          z\n"
            ),
            (
                "modules: [{name: A, content: x}, {name: B, content: y}]\n", .moveModule("b", .number(1)),
                "modules: [{name: B, content: y}, {name: A, content: x}]\n"
            ),
            (
                "variables:\n  # only\n  x: 1\ncontent: a\n", .removeVariable("x"), "content: a\n"
            ),
            (
                "# all\nvariables:  # here\n  x: 1\ncontent: a\n", .removeVariable("x"),
                "# all\nvariables: {}  # here\ncontent: a\n"
            ),
            (
                "name: A\ncontent: a\n", .set("x", ["max_length": "9"]),
                "name: A\nvariables:\n  x: {type: text, max_length: 9}\ncontent: a\n"
            ),
            (
                "variables:\n  x: |\n    a\n    b\ncontent: '{{x}}'\n", .set("x", ["type": "multiline"]),
                "variables:\n  x:\n    type: multiline\n    default: |\n      a\n      b\ncontent: '{{x}}'\n"
            ),
        ] as [(String, StructureStep, String)])
    func prompts(_ text: String, _ step: StructureStep, _ wanted: String) throws {
        let before = DictionaryLibrary.file("x.prompt.yaml", text)
        let after = try step.apply(to: before, DictionaryLibrary())
        #expect(String(decoding: after.source.bytes, as: UTF8.self) == wanted)
        #expect(after.diagnostics.filter { $0.severity == .error }.isEmpty)
    }

    @Test(
        arguments: [
            (
                "x.module.yaml", "name: Tone\ncontent: |\n  Kind.\n# end\n",
                .add("Formal", "Exact.", to: nil),
                "name: Tone\noptions:\n  - default: true\n    content: |\n      Kind.\n  - name: Formal\n    content: Exact.\n# end\n"
            ),
            (
                "x.module.yaml", "options: [{name: A, content: a}, {name: B, default: true, content: b}]\n",
                .choose(nil, "a"),
                "options: [{name: A, default: true, content: a}, {name: B, content: b}]\n"
            ),
            (
                "x.module.yaml", "content: '{{who}}'\n", .set("who", [:]),
                "variables:\n  who: {type: text}\ncontent: '{{who}}'\n"
            ),
            (
                "brand.variable.yaml", "# b\nid: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ntype: text\n",
                .set(nil, ["default": "Acme"]),
                "# b\nid: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ntype: text\ndefault: Acme\n"
            ),
            ("brand.variable.yaml", "type: text\n", .renameVariable(nil, "firm"), "name: firm\ntype: text\n"),
            (
                "b.variable.yaml", "name: 'brand'  # n\n", .renameVariable("brand", "firm"),
                "name: 'firm'  # n\n"
            ),
        ] as [(String, String, StructureStep, String)])
    func shared(_ name: String, _ text: String, _ step: StructureStep, _ wanted: String) throws {
        let after = try step.apply(to: DictionaryLibrary.file(name, text), DictionaryLibrary([name: text]))
        #expect(String(decoding: after.source.bytes, as: UTF8.self) == wanted)
    }

    @Test(
        arguments: [
            ("x.module.yaml", "content: a\n", StructureStep.add("A", "x")),
            ("x.module.yaml", "content: a\n", .add("A", "x", to: "x")),
            ("x.module.yaml", "content: a\n", .removeOption(nil, "1")),
            ("x.variable.yaml", "type: text\n", .removeVariable("x")),
            ("x.variable.yaml", "type: text\n", .add("A", "x", to: nil)),
            ("x.prompt.yaml", "content: a\n", .removeModule("1")),
            ("x.prompt.yaml", "content: [\n", .add("A", "x")),
            ("x.prompt.yaml", "modules: [x, {content: a}]\n", .add("A", "x")),
            ("x.prompt.yaml", "modules: [{options: [x, {content: a}]}]\n", .removeOption("1", "1")),
            ("x.prompt.yaml", "variables: {x: a}\ncontent: '{{x}} {{#x}}'\n", .renameVariable("x", "y")),
        ] as [(String, String, StructureStep)])
    func refused(_ name: String, _ text: String, _ step: StructureStep) {
        let file = DictionaryLibrary.file(name, text)
        #expect(throws: StructureError.self) { try step.apply(to: file, DictionaryLibrary()) }
    }

    @Test(arguments: ModuleKind.allCases) func kinds(_ kind: ModuleKind) throws {
        #expect(ModuleKind(name: kind.name) == kind)
        let file = DictionaryLibrary.file("x.prompt.yaml", "content: Do it.\n")
        let module = NewModule(name: kind.name, role: kind.role, body: .content(kind.text))
        let after = try file.addingModule(module, at: kind.position)
        #expect(after.part == kind.rawValue)
        let found = Checker.check(after.file, in: DictionaryLibrary()).map(\.code)
        #expect(found.allSatisfy { $0 == "PP501" || $0 == "PP507" }, "\(found)")
        guard case .prompt(let prompt)? = after.file.record else { return #expect(Bool(false)) }
        #expect(prompt.modules[kind == .persona ? 0 : 1].options[0].content?.text == kind.text)
    }
}
