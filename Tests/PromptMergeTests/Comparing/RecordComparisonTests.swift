import Diagnostics
import JSON
import PromptCore
import PromptTestSupport
import Testing

@testable import PromptMerge

/// Two versions of a file, and the changes as lines: `what path change: before → after`.
struct RecordCase: CustomTestStringConvertible, Sendable {
    let about: String
    let name: String
    let old: String?
    let new: String?
    let changes: [String]
    var testDescription: String { about }

    init(
        _ about: String, in name: String = "a/test.prompt.yaml", _ old: String?, _ new: String?,
        _ changes: String...
    ) {
        (self.about, self.name, self.old, self.new, self.changes) = (about, name, old, new, changes)
    }
}

extension RecordComparison {
    static func between(_ old: String?, _ new: String?, in name: String = "a/test.prompt.yaml") -> Self {
        between(
            old.map { DictionaryLibrary.file(name, $0) }, and: new.map { DictionaryLibrary.file(name, $0) })
    }
}

extension RecordChange {
    /// `what path change: before → after`, or the marked text.
    var line: String {
        func json(_ value: FreeValue?) -> String {
            guard let value else { return "–" }
            var json = JSONWriter(pretty: false)
            FreeJSON.write(value, to: &json)
            return json.text
        }
        let head = "\(what.rawValue) \(path) \(change.rawValue)"
        if let text { return "\(head): \(text.marked)" }
        return "\(head): \(json(before)) → \(json(after))"
    }
}

@Suite struct RecordComparisonTests {
    static let three = """
        modules:
          - {name: Persona, content: "Be a careful reader of long texts."}
          - {name: Task, content: "Sum it up in five lines."}
          - {name: Form, content: "No lists, no headings, please."}

        """

    static let header: [RecordCase] = [
        RecordCase(
            "a field", "description: One\ncontent: x\n", "content: x\n",
            #"field description removed: "One" → –"#),
        RecordCase(
            "running text", "description: Announces a product launch\ncontent: x\n",
            "description: Announces a product release\ncontent: x\n",
            "field description changed: Announces a product [-launch-]{+release+}"),
        RecordCase(
            "tags", "tags: [a, b]\ncontent: x\n", "tags: [b, c]\ncontent: x\n",
            #"field tags changed: ["a","b"] → ["b","c"]"#),
        RecordCase(
            "metadata by key", "content: x\nmetadata: {owner: ana, level: {a: 1, b: 2}}\n",
            "content: x\nmetadata: {level: {b: 3, a: 1}, owner: ana, team: growth}\n",
            "field metadata.level.b changed: 2 → 3", #"field metadata.team added: – → "growth""#),
        RecordCase(
            "a number that became a text", "content: x\nmetadata: {n: 1}\n",
            "content: x\nmetadata: {n: '1'}\n",
            #"field metadata.n changed: 1 → "1""#),
        RecordCase(
            "model", "model: {provider: openai, parameters: {temperature: 0.3}}\ncontent: x\n",
            "model: {provider: openai, name: gpt, parameters: {temperature: 0.5}}\ncontent: x\n",
            #"field model.name added: – → "gpt""#, "field model.parameters.temperature changed: 0.3 → 0.5"),
        RecordCase(
            "defaults have a value", "content: x\n", "separator: \"\\n\"\nsyntax: none\ncontent: x\n",
            #"field separator changed: "\n\n" → "\n""#, #"field syntax changed: "mustache" → "none""#),
        RecordCase(
            "unknown keys", "content: x\nversion: 1\nmodel: {top: a}\n",
            "content: x\nversion: 2\nmodel: {top: b}\n",
            #"field model.top changed: "a" → "b""#, "field version changed: 1 → 2"),
        RecordCase(
            "a folder", in: "a/folder.yaml", "name: Marketing\n", "name: Sales\n",
            #"field name changed: "Marketing" → "Sales""#),
    ]

    static let variables: [RecordCase] = [
        RecordCase(
            "rules", "variables: {words: {type: number, max: 400, default: 150}}\ncontent: '{{words}}'\n",
            "variables: {words: {default: 120, type: number, max: 300}}\ncontent: '{{words}}'\n",
            "field variables.words.default changed: 150 → 120", "field variables.words.max changed: 400 → 300"
        ),
        RecordCase(
            "added and removed", "variables: {a: {type: date}}\ncontent: 'x {{a}}'\n",
            "variables: {b: {type: number, min: 1}}\ncontent: 'x {{b}} y'\n",
            #"variable variables.a removed: {"type":"date"} → –"#,
            #"variable variables.b added: – → {"type":"number","min":1}"#,
            "text content changed: x [-{{a}}-]{+{{b}} y+}"),
        RecordCase(
            "renamed, and changed", "variables: {name: {help: Who}}\ncontent: 'for {{name}} x {{name}}'\n",
            "variables: {person: {help: Who?}}\ncontent: 'for {{person}} x {{person}}'\n",
            #"variable variables.person renamed: "name" → "person""#,
            "field variables.person.help changed: Who{+?+}",
            "text content changed: for [-{{name}}-]{+{{person}}+} x [-{{name}}-]{+{{person}}+}"),
        RecordCase(
            "another variable of the same type", "variables: {a: {type: text}}\ncontent: 'x {{a}} {{a}}'\n",
            "variables: {b: {type: text}}\ncontent: 'x {{b}}'\n",
            #"variable variables.a removed: {} → –"#, #"variable variables.b added: – → {}"#,
            "text content changed: x [-{{a}} {{a}}-]{+{{b}}+}"),
        RecordCase(
            "required follows from the default",
            "variables: {a: {default: x, required: true}}\ncontent: '{{a}}'\n",
            "variables: {a: {default: x}}\ncontent: '{{a}}'\n",
            "field variables.a.required changed: true → false"),
        RecordCase(
            "choices", in: "a/who.variable.yaml", "type: select\noptions: [a, b]\n",
            "type: select\noptions: [a, {value: c, label: Third}]\n",
            #"field options changed: ["a","b"] → ["a",{"value":"c","label":"Third"}]"#),
    ]

    static let modules: [RecordCase] = [
        RecordCase(
            "a role", three, three.replacing("{name: Task,", with: "{name: Task, role: system,"),
            #"field modules.task.role changed: "user" → "system""#),
        RecordCase(
            "a text", three, three.replacing("five lines", with: "six lines"),
            "text modules.task.content changed: Sum it up in [-five-]{+six+} lines."),
        RecordCase(
            "renamed", three, three.replacing("name: Form", with: "name: Output"),
            #"module modules.output renamed: "Form" → "Output""#),
        RecordCase(
            "renamed with a changed text", three,
            three.replacing("name: Form", with: "name: Output").replacing("please", with: "thanks"),
            #"module modules.output renamed: "Form" → "Output""#,
            "text modules.output.content changed: No lists, no headings, [-please-]{+thanks+}."),
        RecordCase(
            "another module in its place", three,
            three.replacing("{name: Form, content: \"No lists, no headings, please.\"}", with: "{use: tone}"),
            #"module modules.form removed: {"name":"Form","content":"No lists, no headings, please."} → –"#,
            #"module modules.tone added: – → {"use":"tone"}"#),
        RecordCase(
            "moved", three, lines(three, [0, 3, 1, 2]), "module modules.form moved: 3 → 1"),
        RecordCase(
            "moved to the end", three, lines(three, [0, 2, 3, 1]), "module modules.persona moved: 1 → 3"),
        RecordCase(
            "a removal before it is no move", three, lines(three, [0, 2, 3]),
            #"module modules.persona removed: {"name":"Persona","content":"Be a careful reader of long texts."} → –"#
        ),
        RecordCase(
            "ids go before names",
            "modules:\n  - {id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11, name: A, content: one}\n",
            "modules:\n  - {id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11, name: B, content: two}\n",
            #"module modules.b renamed: "A" → "B""#, "text modules.b.content changed: [-one-]{+two+}"),
        RecordCase(
            "two ids are two modules",
            "modules:\n  - {id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11, name: A, content: one}\n  - {content: x}\n",
            "modules:\n  - {id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d12, name: A, content: one}\n  - {content: x}\n",
            #"module modules.a removed: {"name":"A","id":"0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11","content":"one"} → –"#,
            #"module modules.a added: – → {"name":"A","id":"0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d12","content":"one"}"#
        ),
        RecordCase(
            "without names they are told by their texts",
            "modules: [{content: first of all}, {content: second of all}]\n",
            "modules: [{content: new}, {content: first of all}, {content: second of all}]\n",
            #"module modules.1 added: – → {"content":"new"}"#),
        RecordCase(
            "two of one name",
            "modules: [{name: A, content: one}, {name: A, content: two}]\n",
            "modules: [{name: A, content: two}]\n",
            #"module modules.a removed: {"name":"A","content":"one"} → –"#),
        RecordCase(
            "use", "modules: [{use: tone, default: calm}]\n", "modules: [{use: /x/tone, visible: false}]\n",
            #"field modules.tone.use changed: "tone" → "/x/tone""#,
            #"field modules.tone.default removed: "calm" → –"#, "field modules.tone.visible added: – → false"),
    ]

    static let options: [RecordCase] = [
        RecordCase(
            "a content became options", "content: Write a long text about it.\n",
            "modules: [{options: [{name: A, content: Write a long text about it.}, {name: B, content: y}]}]\n",
            #"option modules.1.options.a renamed: "1" → "A""#,
            #"option modules.1.options.b added: – → {"name":"B","content":"y"}"#),
        RecordCase(
            "another default", in: "a/tone.module.yaml",
            "options: [{name: A, content: x, default: true}, {name: B, content: y}]\n",
            "options: [{name: A, content: x}, {name: B, content: y, default: true, tags: [t]}]\n",
            "field options.a.default changed: true → false", "field options.b.default changed: false → true",
            #"field options.b.tags added: – → ["t"]"#),
        RecordCase(
            "a shared module's own text", in: "a/tone.module.yaml", "content: one two three\n",
            "content: one two four\n", "text content changed: one two [-three-]{+four+}"),
    ]

    static let whole: [RecordCase] = [
        RecordCase(
            "new", nil, "name: A\nvariables: {v: x}\ncontent: hello {{v}}\n", #"field name added: – → "A""#,
            #"variable variables.v added: – → {"default":"x"}"#, #"text content added: – → "hello {{v}}""#),
        RecordCase(
            "gone", "modules: [{name: A, role: system, options: [{name: B, content: x}]}]\n", nil,
            #"module modules.a removed: {"name":"A","role":"system","options":[{"name":"B","content":"x"}]} → –"#
        ),
        RecordCase("none", nil, nil),
    ]

    /// Returns the lines of a text in another order.
    private static func lines(_ text: String, _ order: [Int]) -> String {
        let lines = text.split(separator: "\n")
        return order.map { lines[$0] + "\n" }.joined()
    }

    @Test(arguments: header + variables + modules + options + whole)
    func changes(_ example: RecordCase) {
        let comparison = RecordComparison.between(example.old, example.new, in: example.name)
        #expect(comparison.changes.map(\.line) == example.changes)
        #expect(comparison.isEmpty == (example.old == example.new))
    }

    /// In the opposite direction, each change is inverted.
    @Test(arguments: header + variables + modules + options + whole)
    func theOtherWayRound(_ example: RecordCase) {
        let back = RecordComparison.between(example.new, example.old, in: example.name)
        #expect(back.changes.count == example.changes.count)
    }

    @Test func layoutOnly() {
        let old =
            "# one\nname: A\ntags: [a]\nvariables: {x: {type: text}, y: {type: date}}\ncontent: '{{x}}{{y}}'\n"
        let new =
            "tags:\n  - 'a'   # two\nname: \"A\"\nvariables:\n  y: {type: date}\n  x:\n    type: text\ncontent: |-\n  {{x}}{{y}}\n"
        let comparison = RecordComparison.between(old, new)
        #expect(comparison.form == .layout)
        #expect(!comparison.isEmpty && comparison.changes.isEmpty)
        #expect(!comparison.lines().hunks.isEmpty)
    }

    @Test(arguments: [
        ("visible: yes", "visible: true"), ("role: user", ""), ("options: [{content: x}]", "content: x"),
    ])
    func spellingOnly(_ old: String, _ new: String) {
        func text(_ key: String) -> String {
            key.contains("content:")
                ? "modules: [{\(key)}]\n" : "modules: [{\(key.isEmpty ? "" : key + ", ")content: x}]\n"
        }
        #expect(RecordComparison.between(text(old), text(new)).form == .spelling)
    }

    @Test(arguments: [
        ("content: 'x\n", "content: x\n", "line 1"), ("content: x\n", "- a\n", "after: line 1"),
        ("content: x\nname: a\nname: b\n", "content: x\nname: b\n", "before: line 3"),
    ])
    func brokenFilesAreComparedByLines(_ old: String, _ new: String, _ reason: String) throws {
        let comparison = RecordComparison.between(old, new)
        guard case .lines(let text) = comparison.form else {
            Issue.record("\(comparison.form)")
            return
        }
        #expect(text.contains(reason), "\(text)")
        #expect(!comparison.isEmpty && comparison.changes.isEmpty && !comparison.lines().hunks.isEmpty)
    }

    @Test func anotherKindIsComparedByLines() {
        let comparison = RecordComparison.between(
            DictionaryLibrary.file("a.prompt.yaml", "content: x\n"),
            and: DictionaryLibrary.file("a.module.yaml", "content: x\n"))
        #expect(comparison.form == .lines(reason: "a prompt became a module"))
    }
}
