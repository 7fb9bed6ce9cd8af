import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

/// Renames across files: the files that change, and the cases that are refused.
@Suite struct VariableRenameTests {
    /// A store, the declaring file, the names, and the expected changed files; `nil` if the rename is
    /// refused.
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let files: [String: String]
        let file: String
        let old: String?
        var new = "firm"
        let after: [String: String]?
        var testDescription: String { name }
    }

    static let cases: [Case] = [
        Case(
            name: "a prompt's texts, sections, fields, set delimiters, all options; literal texts stay",
            files: [
                "p.prompt.yaml": """
                variables:
                  who: {type: select, options: [a, {value: b, label: B}]}  # whom
                modules:
                  - name: One
                    options:
                      - content: "{{who}} {{{ who }}} {{&who}} {{who.label}} \\u007b{who}} whom"
                      - content: |
                          {{#who}}
                            {{^who}}x{{/ who }}{{! who }}{{=<% %>=}}<%who%> {{who}} <%={{ }}=%>
                          {{/who}}
                  - name: Two
                    syntax: none
                    content: "{{who}}"
                  - content: >-
                      Hi
                      {{who}}

                """
            ], file: "p.prompt.yaml", old: "who",
            after: [
                "p.prompt.yaml": """
                variables:
                  firm: {type: select, options: [a, {value: b, label: B}]}  # whom
                modules:
                  - name: One
                    options:
                      - content: "{{firm}} {{{ firm }}} {{&firm}} {{firm.label}} \\u007b{firm}} whom"
                      - content: |
                          {{#firm}}
                            {{^firm}}x{{/ firm }}{{! who }}{{=<% %>=}}<%firm%> {{who}} <%={{ }}=%>
                          {{/firm}}
                  - name: Two
                    syntax: none
                    content: "{{who}}"
                  - content: >-
                      Hi
                      {{firm}}

                """
            ]),
        Case(
            name: "a shared module that only this prompt uses follows, and one inserted by it",
            files: [
                "p.prompt.yaml": "variables: {who: A}\nmodules:\n  - use: m\n",
                "m.module.yaml": "content: '{{who}} {{> n}}'\n", "n.module.yaml": "content: n {{who}}\n",
                "other.prompt.yaml": "variables: {who: B}\ncontent: '{{who}}'\n",
            ], file: "p.prompt.yaml", old: "who",
            after: [
                "p.prompt.yaml": "variables: {firm: A}\nmodules:\n  - use: m\n",
                "m.module.yaml": "content: '{{firm}} {{> n}}'\n", "n.module.yaml": "content: n {{firm}}\n",
            ]),
        Case(
            name: "a module's text that another prompt gives its own value to can't follow",
            files: [
                "p.prompt.yaml": "variables: {who: A}\nmodules:\n  - use: m\n",
                "m.module.yaml": "content: '{{who}}'\n",
                "q.prompt.yaml": "variables: {who: B}\nmodules:\n  - use: m\n",
            ], file: "p.prompt.yaml", old: "who", after: nil),
        Case(
            name: "nor one that another prompt inserts without declaring it",
            files: [
                "p.prompt.yaml": "variables: {who: A}\nmodules:\n  - use: m\n",
                "m.module.yaml": "content: '{{who}}'\n", "q.prompt.yaml": "content: '{{> m}}'\n",
            ], file: "p.prompt.yaml", old: "who", after: nil),
        Case(
            name: "a shared variable: all who look it up, not those who declare their own",
            files: [
                "a/who.variable.yaml": "name: who  # n\ntype: text\n",
                "a/p.prompt.yaml": "content: '{{who}}'\n",
                "a/b/q.prompt.yaml": "content: |\n  {{who}}\n", "r.prompt.yaml": "content: '{{who}}'\n",
                "a/own.prompt.yaml": "variables: {who: A}\ncontent: '{{who}}'\n",
                "a/m.module.yaml": "content: '{{who}}'\n", "a/u.prompt.yaml": "modules:\n  - use: m\n",
            ], file: "a/who.variable.yaml", old: nil,
            after: [
                "a/who.variable.yaml": "name: firm  # n\ntype: text\n",
                "a/p.prompt.yaml": "content: '{{firm}}'\n",
                "a/b/q.prompt.yaml": "content: |\n  {{firm}}\n", "a/m.module.yaml": "content: '{{firm}}'\n",
            ]),
        Case(
            name: "a module's variable: its own texts, and those of the module that it uses",
            files: [
                "m.module.yaml": "use: n\nvariables: {who: A}\n", "n.module.yaml": "content: '{{who}}'\n",
                "p.prompt.yaml": "modules:\n  - use: m\n",
            ], file: "m.module.yaml", old: "who",
            after: [
                "m.module.yaml": "use: n\nvariables: {firm: A}\n", "n.module.yaml": "content: '{{firm}}'\n",
            ]),
        Case(
            name: "a prompt that gives the module's variable a value of its own would lose it",
            files: [
                "m.module.yaml": "variables: {who: A}\ncontent: '{{who}}'\n",
                "p.prompt.yaml": "variables: {who: B}\nmodules:\n  - use: m\n",
            ], file: "m.module.yaml", old: "who", after: nil),
        Case(
            name: "a name that a text uses for something else",
            files: [
                "who.variable.yaml": "type: text\n", "p.prompt.yaml": "content: '{{who}} {{firm}}'\n",
            ], file: "who.variable.yaml", old: nil, after: nil),
        Case(
            name: "a name that a nearer declaration takes",
            files: [
                "who.variable.yaml": "type: text\n",
                "p.prompt.yaml": "variables: {firm: A}\ncontent: '{{who}} {{firm}}'\n",
            ], file: "who.variable.yaml", old: nil, after: nil),
        Case(
            name: "a name that a choice's field takes",
            files: [
                "p.prompt.yaml":
                    "variables: {who: A, s: {type: select, options: [a]}}\ncontent: '{{#s}}{{who}}{{/s}}'\n"
            ], file: "p.prompt.yaml", old: "who", new: "label", after: nil),
        Case(
            name: "a variable called like a choice's field",
            files: [
                "p.prompt.yaml":
                    "variables: {label: A, s: {type: select, options: [a]}}\ncontent: '{{label}}{{#s}}{{label}}{{/s}}'\n"
            ], file: "p.prompt.yaml", old: "label", after: nil),
        Case(
            name: "a name with the other in it",
            files: ["p.prompt.yaml": "variables: {who: A, whom: B}\ncontent: '{{who}} {{whom}} {{who.x}}'\n"],
            file: "p.prompt.yaml", old: "who",
            after: [
                "p.prompt.yaml": "variables: {firm: A, whom: B}\ncontent: '{{firm}} {{whom}} {{firm.x}}'\n"
            ]),
    ]

    @Test(arguments: cases) func rename(_ test: Case) throws {
        let library = DictionaryLibrary(test.files)
        let contexts = test.files.keys.sorted().filter { !$0.hasSuffix(".variable.yaml") }.map {
            DictionaryLibrary.file($0, test.files[$0] ?? "")
        }
        let file = DictionaryLibrary.file(test.file, test.files[test.file] ?? "")
        let rename = try VariableRename(in: file, from: test.old, to: test.new)
        let concerned = contexts.filter { rename.concerns($0, in: library) }
        guard let after = test.after else {
            #expect(throws: StructureError.self) { try rename.plan(concerned, in: library) }
            return
        }
        let changed = try rename.plan(concerned, in: library)
        #expect(changed.first?.before.address == file.address)
        var found: [String: String] = [:]
        for (_, file) in changed {
            found[String(file.source.name.dropFirst("prompts/".count))] = String(
                decoding: file.source.bytes, as: UTF8.self)
        }
        #expect(found == after)
    }

    @Test func overridesFollow() throws {
        let files = [
            "tone.module.yaml":
                "options:\n  - {name: Kind, content: a}\n  - content: b\n  - {name: Kind, content: c}\n",
            "p.prompt.yaml":
                "modules:\n  - use: tone\n    default: Kind  # nice\n  - {use: tone, default: 2, name: x}\n  - use: tone\n    default: kind-2\n",
            "voice.module.yaml": "use: tone\ndefault: '2'\n", "q.prompt.yaml": "modules: [{use: tone}]\n",
        ]
        let library = DictionaryLibrary(files)
        func file(_ name: String) -> ParsedFile { DictionaryLibrary.file(name, files[name] ?? "") }
        func text(_ file: ParsedFile) -> String { String(decoding: file.source.bytes, as: UTF8.self) }
        let tone = file("tone.module.yaml")
        let renamed = try tone.renamingOption("kind", of: nil, to: "Very kind", in: library)
        let change = OptionChange(from: tone, to: renamed.file)
        #expect(
            text(try change.following(in: file("p.prompt.yaml"), library))
                == "modules:\n  - use: tone\n    default: Very kind  # nice\n  - {use: tone, default: 2, name: x}\n  - use: tone\n    default: kind\n"
        )
        #expect(change.overrides(in: file("voice.module.yaml"), library).isEmpty)
        let removed = try tone.removingOption("kind", of: nil, in: library)
        let loss = OptionChange(from: tone, to: removed.file, removing: removed.part)
        let lost = loss.overrides(in: file("p.prompt.yaml"), library)
        #expect(lost.map(\.module) == ["tone", "x", "tone-2"])
        #expect(lost.map(\.isGone) == [true, false, false])
        #expect(
            text(try loss.following(in: file("voice.module.yaml"), library)) == "use: tone\ndefault: '1'\n")
        #expect(loss.overrides(in: file("q.prompt.yaml"), library).isEmpty)
    }
}
