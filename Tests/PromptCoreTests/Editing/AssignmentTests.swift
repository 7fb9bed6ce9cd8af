import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

/// A file, assignments, and the lines that differ afterwards: `-` before, `+` after.
struct SetCase: CustomTestStringConvertible, Sendable {
    let assignments: [String]
    let change: String
    var testDescription: String { assignments.joined(separator: " ") }

    init(_ set: String..., change: String) {
        assignments = set
        self.change = change
    }
}

@Suite struct AssignmentTests {
    static let text = """
        # about this file
        id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11
        name: 'Launch'   # shown
        tags: [a, b]     # found by
        variables:
          words: {type: number, min: 50, max: 400}  # length
          tone: calm
          kind:
            type: select
            options:
              - x
              - {value: y, label: Why}
        modules:
          # who speaks
          - name: Persona
            options:
              - name: First
                content: |
                  One {{words}} {{tone}} {{kind}}.
              - name: Second
                default: true
                content: Two
          - use: tone
          - name: Task
            content: |
              Do it.
        metadata: {owner: ana}

        """

    static let cases: [SetCase] = [
        SetCase("name=Start", change: "-name: 'Launch'   # shown\n+name: 'Start'   # shown"),
        SetCase("name=It's", change: "-name: 'Launch'   # shown\n+name: 'It''s'   # shown"),
        SetCase("description=New", change: "+description: New"),
        SetCase("description=a: b", change: "+description: \"a: b\""),
        SetCase("description=no", change: "+description: \"no\""),
        SetCase("tags+=c", change: "-tags: [a, b]     # found by\n+tags: [a, b, c]     # found by"),
        SetCase("tags+=a", change: ""),
        SetCase("tags-=a", change: "-tags: [a, b]     # found by\n+tags: [b]     # found by"),
        SetCase("tags=x, z", change: "-tags: [a, b]     # found by\n+tags: [x, z]     # found by"),
        SetCase("tags=", change: "-tags: [a, b]     # found by"),
        SetCase(
            "variables.words.max=300",
            change:
                "-  words: {type: number, min: 50, max: 400}  # length\n+  words: {type: number, min: 50, max: 300}  # length"
        ),
        SetCase("variables.kind.default=x", change: "+    default: x"),
        SetCase(
            "variables.kind.options.2.label=Because",
            change: "-      - {value: y, label: Why}\n+      - {value: y, label: Because}"),
        SetCase("modules.task.role=system", change: "+    role: system"),
        SetCase("modules.3.role=system", change: "+    role: system"),
        SetCase("modules.tone.default=loud", change: "+    default: loud"),
        SetCase(
            "modules.persona.options.second.content=Three",
            change: "-        content: Two\n+        content: Three"),
        SetCase("modules.task.visible=no", change: "+    visible: false"),
        SetCase("model.parameters.temperature=0.5", change: "+model:\n+  parameters:\n+    temperature: 0.5"),
        SetCase(
            "metadata.team=growth", change: "-metadata: {owner: ana}\n+metadata: {owner: ana, team: growth}"),
        SetCase("name=A", "name=B", change: "-name: 'Launch'   # shown\n+name: 'B'   # shown"),
    ]

    @Test(arguments: cases) func set(_ test: SetCase) throws {
        let before = DictionaryLibrary.file("x.prompt.yaml", Self.text)
        let after = try before.applying(test.assignments.map { text throws in try Assignment(text) })
        let new = String(decoding: after.source.bytes, as: UTF8.self)
        #expect(Self.difference(Self.text, new) == test.change)
        #expect(after.diagnostics.filter { $0.severity == .error }.isEmpty)
    }

    @Test(arguments: [
        ("nme=x", "did you mean \"name\"?"), ("modules.taks.role=user", "did you mean \"task\"?"),
        ("modules.task.role=sistem", "did you mean \"system\"?"), ("variables.words.max=many", nil),
        ("variables.words.max=10", nil), ("variables.2x.type=text", "use a letter"), ("modules=x", "edit it"),
        ("tags-=zz", "available: a, b"), ("name+=x", "for lists"), ("modules.task.visible=perhaps", nil),
        ("syntax=jinja", nil), ("modules.9.role=user", "available: "), ("id=42", nil), ("modules=", nil),
        ("variables.words.step=0", nil), ("modules.persona.options.first.default=true", nil),
        ("name.first=x", nil),
    ])
    func refused(_ text: String, _ help: String?) throws {
        let before = DictionaryLibrary.file("x.prompt.yaml", Self.text)
        let assignment = try Assignment(text)
        #expect {
            try before.applying([assignment])
        } throws: { error in
            guard let error = error as? AssignmentError, !error.message.isEmpty else { return false }
            return help.map { error.help?.contains($0) ?? false } ?? true
        }
    }

    @Test(arguments: ["", "name", "=x", "+=x", "a..b=x", ".a=x"])
    func noAssignment(_ text: String) {
        #expect(throws: AssignmentError.self) { try Assignment(text) }
    }

    @Test func valuesKeepEqualsSigns() throws {
        #expect(try Assignment("description=a=b").value == "a=b")
        #expect(try Assignment("a.b+=c").operation == .add)
    }

    @Test func idsGoFirst() throws {
        let file = DictionaryLibrary.file("x.prompt.yaml", "# head\n\nname: A\ncontent: x\n")
        let id = try #require(RecordID("0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11"))
        let text = String(decoding: try file.assigningID(id).source.bytes, as: UTF8.self)
        #expect(text == "# head\n\nid: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\nname: A\ncontent: x\n")
    }

    @Test func usualOrder() throws {
        let text =
            "content: x # c\n# about the name\nname: A\nextra: 1\nid: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\n"
        let file = DictionaryLibrary.file("x.prompt.yaml", text)
        let ordered = try file.orderingKeys()
        let new = String(decoding: ordered.source.bytes, as: UTF8.self)
        let keys = new.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.prefix { $0 != ":" } }
        #expect(keys.filter { $0 != "extra" } == ["id", "name", "content"])
        #expect(new.contains("# about the name\nname: A\n") && new.contains("content: x # c\n"))
        #expect(Checker.check(ordered, in: DictionaryLibrary()).allSatisfy { $0.code != "PP508" })
    }

    /// Returns the lines that only one of two texts has, as a line diff shows them.
    static func difference(_ before: String, _ after: String) -> String {
        let old = before.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let new = after.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var lines: [String] = []
        let changes = new.difference(from: old)
        for change in changes.removals {
            if case .remove(_, let line, _) = change { lines.append("-" + line) }
        }
        for change in changes.insertions {
            if case .insert(_, let line, _) = change { lines.append("+" + line) }
        }
        return lines.joined(separator: "\n")
    }
}
