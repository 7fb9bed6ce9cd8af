import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

/// A file, a change of it, and the lines that differ afterwards: `-` before, `+` after.
struct StructureCase: CustomTestStringConvertible, Sendable {
    let step: StructureStep
    let change: String
    var testDescription: String { "\(step)" }

    init(_ step: StructureStep, _ change: String) {
        self.step = step
        self.change = change
    }
}

/// The effect of each change on the file; the rest of the file is unchanged.
@Suite struct StructureEditTests {
    static let library = DictionaryLibrary([
        "tone.module.yaml":
            "options:\n  - {name: Kind, content: Kind.}\n  - {name: Formal, content: Exact.}\n"
    ])

    static let text = """
        # about this file
        name: 'Launch'   # shown
        variables:
          words: {type: number, min: 50, max: 400}  # length
          # of voice
          tone: calm
          kind:
            type: select
            options:
              - x  # first
              - {value: y, label: Why}
        modules:
          # who speaks
          - name: Persona
            options:
              - name: First
                # for now
                content: |
                  One {{words}} {{tone}} {{kind.label}}.

              # the other
              - name: Second
                default: true   # since May
                content: Two {{#words}}{{ words }}{{/words}}
          - use: tone
            visible: false  # until June
          - name: Task
            content: >  # folded
              Do it
              now.
        metadata: {owner: ana}

        """

    static let modules: [StructureCase] = [
        StructureCase(.add("End", "Last."), "+  - name: End\n+    content: Last."),
        StructureCase(
            .add("Start", "A\nB\n", .number(1)), "+  - name: Start\n+    content: |\n+      A\n+      B"),
        StructureCase(
            .addModule(NewModule(name: nil, role: .system, body: .use("/shared/x")), .after("Persona")),
            "+  - use: /shared/x\n+    role: system"),
        StructureCase(
            .addModule(NewModule(name: "No", role: nil, body: .option("A: b", "x")), .before("tone")),
            "+  - name: \"No\"\n+    options:\n+      - name: \"A: b\"\n+        content: x"),
        StructureCase(.renameModule("persona", "Who"), "-  - name: Persona\n+  - name: Who"),
        StructureCase(.renameModule("2", "Voice"), "-  - use: tone\n+  - name: Voice\n+    use: tone"),
        StructureCase(.renameModule("task", "Task"), ""),
        StructureCase(.removeModule("tone"), "-  - use: tone\n-    visible: false  # until June"),
        StructureCase(.show("persona", false), "+    visible: false"),
        StructureCase(.show("persona", true), ""), StructureCase(.show("tone", false), ""),
        StructureCase(
            .show("tone", true), "-    visible: false  # until June\n+    visible: true  # until June"),
        StructureCase(.moveModule("tone", .after("persona")), ""),
    ]

    static let options: [StructureCase] = [
        StructureCase(
            .add("Third", "Three", to: "persona"), "+      - name: Third\n+        content: Three"),
        StructureCase(
            .add("Third", "Three", to: "persona", default: true),
            "-                default: true   # since May\n+                default: false   # since May\n"
                .replacing("        default", with: "default")
                + "+      - name: Third\n+        default: true\n+        content: Three"),
        StructureCase(
            .add("Short", "Do.", to: "task"),
            "-    content: >  # folded\n-      Do it\n-      now.\n+    options:\n+      - default: true\n"
                + "+        content: >  # folded\n+          Do it\n+          now.\n+      - name: Short\n"
                + "+        content: Do."),
        StructureCase(
            .renameOption("persona", "second", "Other"), "-      - name: Second\n+      - name: Other"),
        StructureCase(
            .renameOption("task", "1", "Long"),
            "-    content: >  # folded\n-      Do it\n-      now.\n+    options:\n+      - name: Long\n"
                + "+        content: >  # folded\n+          Do it\n+          now."),
        StructureCase(
            .removeOption("persona", "2"),
            "-      # the other\n-      - name: Second\n-        default: true   # since May\n"
                + "-        content: Two {{#words}}{{ words }}{{/words}}"),
        StructureCase(
            .choose("persona", "first"),
            "-        default: true   # since May\n+        default: true\n+        default: false   # since May"
        ),
        StructureCase(.choose("persona", "second"), ""),
        StructureCase(.choose("tone", "formal"), "+    default: formal"),
        StructureCase(.choose("task", "1"), ""),
    ]

    static let variables: [StructureCase] = [
        StructureCase(
            .set("words", ["max": "300", "unit": "words"]),
            "-  words: {type: number, min: 50, max: 400}  # length\n"
                + "+  words: {type: number, min: 50, max: 300, unit: words}  # length"),
        StructureCase(
            .set("tone", ["placeholder": "warm"]),
            "-  tone: calm\n+  tone: {default: calm, placeholder: warm}"),
        StructureCase(
            .set("kind", ["default": "x", "help": "a: b"]), "+    default: x\n+    help: \"a: b\""),
        StructureCase(
            .set("kind", [VariableKey("options", value: .list(["new", "y"]))]),
            "-      - x  # first\n+      - new"),
        StructureCase(
            .set("kind", [VariableKey("options", value: .list(["y", "x", "z"]))]),
            "-      - x  # first\n+      - x  # first\n+      - z"),
        StructureCase(
            .set("words", [VariableKey("min", value: .remove), VariableKey("pattern", value: .remove)]),
            "-  words: {type: number, min: 50, max: 400}  # length\n+  words: {type: number, max: 400}  # length"
        ),
        StructureCase(.set("new", ["step": "2"]), "+  new:\n+    type: number\n+    step: 2"),
        StructureCase(.set("day", ["min": "2026-01-01"]), "+  day:\n+    type: date\n+    min: 2026-01-01"),
        StructureCase(
            .set("pick", [VariableKey("options", value: .list(["a", "b, c"]))]),
            "+  pick:\n+    type: select\n+    options: [a, \"b, c\"]"),
        StructureCase(.set("any", []), "+  any:\n+    type: text"),
        StructureCase(.removeVariable("tone"), "-  # of voice\n-  tone: calm"),
        StructureCase(
            .renameVariable("words", "count"),
            "-  words: {type: number, min: 50, max: 400}  # length\n-          One {{words}} {{tone}} {{kind.label}}.\n"
                + "-        content: Two {{#words}}{{ words }}{{/words}}\n"
                + "+  count: {type: number, min: 50, max: 400}  # length\n+          One {{count}} {{tone}} {{kind.label}}.\n"
                + "+        content: Two {{#count}}{{ count }}{{/count}}"),
        StructureCase(
            .renameVariable("kind", "sort"),
            "-  kind:\n-          One {{words}} {{tone}} {{kind.label}}.\n+  sort:\n"
                + "+          One {{words}} {{tone}} {{sort.label}}."),
    ]

    @Test(arguments: modules + options + variables) func changes(_ test: StructureCase) throws {
        for (text, back) in [
            (Self.text, { $0 }), (Self.text.replacing("\n", with: "\r\n"), Self.withoutReturns),
        ] {
            let before = DictionaryLibrary.file("x.prompt.yaml", text)
            let after = try test.step.apply(to: before, Self.library)
            let new = String(decoding: after.source.bytes, as: UTF8.self)
            let isCRLF = text.utf8.contains(0x0D)
            #expect(new.utf8.count { $0 == 0x0D } == (isCRLF ? new.utf8.count { $0 == 0x0A } : 0))
            #expect(AssignmentTests.difference(Self.text, back(new)) == test.change)
            #expect(after.diagnostics.filter { $0.severity == .error }.isEmpty)
            // If the change is made again, it has no effect or is refused.
            if let again = try? test.step.apply(to: after, Self.library), !test.step.addsUp {
                #expect(again.source.bytes == after.source.bytes)
            }
        }
    }

    @Sendable static func withoutReturns(_ text: String) -> String { text.replacing("\r\n", with: "\n") }

    @Test(arguments: [
        (StructureStep.moveModule("task", .number(1)), ["task", "persona", "tone"]),
        (.moveModule("persona", .last), ["tone", "task", "persona"]),
        (.moveModule("persona", .after("tone")), ["tone", "persona", "task"]),
        (.moveModule("task", .before("tone")), ["persona", "task", "tone"]),
        (.moveModule("3", .after("1")), ["persona", "task", "tone"]),
    ])
    func moves(_ step: StructureStep, _ handles: [String]) throws {
        let before = DictionaryLibrary.file("x.prompt.yaml", Self.text)
        let after = try step.apply(to: before, Self.library)
        guard case .prompt(let prompt)? = after.record else { return #expect(Bool(false)) }
        #expect(prompt.modules.map(\.handle) == handles)
        let lines = { (file: ParsedFile) in
            String(decoding: file.source.bytes, as: UTF8.self).split(separator: "\n").sorted()
        }
        #expect(lines(after) == lines(before))
    }

    @Test(
        arguments: [
            (StructureStep.add("Task", "x"), "choose another name"), (.add("  ", "x"), nil),
            (.add("New", "x", .before("tsk")), "did you mean \"task\"?"),
            (.add("New", "x", .number(5)), "from 1 to 4"), (.add("New", "x", .number(0)), nil),
            (.renameModule("persona", "TASK"), "another name"),
            (.renameModule("persna", "X"), "did you mean"),
            (.moveModule("task", .before("Task")), "another module"),
            (.moveModule("task", .number(4)), "from 1 to 3"),
            (.add("First", "x", to: "persona"), "another name"),
            (.add("X", "x", to: "tone"), "give its address"),
            (.add("X", "x", to: nil), "its modules: persona, tone, task"),
            (.renameOption("persona", "first", "second"), "another name"),
            (.removeOption("task", "1"), "promptpal module rm x task"),
            (.removeOption("persona", "frist"), "did you mean \"first\"?"),
            (.choose("tone", "loud"), "kind, formal"),
            (.set("words", ["max": "many"]), nil), (.set("words", ["max": "10"]), nil),
            (.set("2x", [:]), "use a letter"), (.set("words", ["maxx": "1"]), "did you mean \"max\"?"),
            (.set(nil, ["max": "1"]), "words, tone, kind"),
            (.set("words", ["type": "numbr"]), "did you mean"),
            (.removeVariable("wrods"), "did you mean \"words\"?"), (.renameVariable("words", "tone"), nil),
            (.renameVariable("words", "a b"), "use a letter"), (.renameVariable("wrds", "x"), "did you mean"),
        ] as [(StructureStep, String?)])
    func refused(_ step: StructureStep, _ help: String?) {
        let before = DictionaryLibrary.file("x.prompt.yaml", Self.text)
        #expect {
            try step.apply(to: before, Self.library)
        } throws: { error in
            guard let error = error as? StructureError, !error.message.isEmpty else { return false }
            return help.map { error.help?.contains($0) ?? false } ?? true
        }
    }
}

extension StructureStep {
    /// True if the change has another effect when it is made again.
    var addsUp: Bool {
        switch self {
        case .addModule, .removeModule, .removeOption, .moveModule: true
        default: false
        }
    }
}
