import Diagnostics
import PromptCore
import PromptMerge
import Testing

@testable import promptpal

@Suite struct DiffTextTests {
    private static func file(_ text: String, _ kind: RecordKind = .prompt) throws -> ParsedFile {
        ParsedFile(
            SourceText(name: "x", text), kind: kind, address: try Address(validating: "a/x"), format: .one)
    }

    private static func lines(_ old: String?, _ new: String?, _ style: DiffStyle = .plain) throws -> String {
        let comparison = RecordComparison.between(
            try old.map { try file($0) }, and: try new.map { try file($0) })
        return DiffText.lines(comparison, title: "prompt a/x", style: style).joined(separator: "\n")
    }

    private static let old = """
        description: Announces a product launch
        tags: [draft, email]
        variables:
          words: {type: number, max: 400, default: 150}
          name: {help: Who it is for}
          gone: {type: date}
        modules:
          - name: Persona
            options:
              - name: Copywriter
                content: |
                  Read this first.
                  You are a senior copywriter who writes for {{name}}.
              - name: Old
                content: |
                  Gone tomorrow.
          - name: Task
            content: |
              Write at most {{words}} words by {{gone}}.
          - name: Form
            content: No lists, no headings, please.

        """

    private static let new = """
        description: Announces a product release
        tags: [email, final]
        model: {provider: openai}
        variables:
          words: {type: number, max: 300, default: 120}
          person: {help: Who it is for}
        modules:
          - name: Output
            content: No lists, no headings, please.
          - name: Persona
            options:
              - name: Copywriter
                content: |
                  Read this first.
                  You are a senior writer who writes for {{person}}.
              - name: Engineer
                default: true
                content: |
                  You are an engineer.

                  You explain.
          - name: Task
            role: system
            content: |
              Write at most {{words}} words.

        """

    @Test func plain() throws {
        #expect(
            try Self.lines(Self.old, Self.new) == """
                prompt a/x
                  description: Announces a product [-launch-]{+release+}
                  tags: [-draft-] {+final+}
                  model.provider: (none) → openai
                  variable words: default 150 → 120; max 400 → 300
                  variable person (renamed from name)
                  variable gone (removed): type date
                  module Output (output, renamed from Form, moved to the top)
                  module Persona (persona)
                    option Copywriter
                      @ line 2
                        Read this first.
                        You are a senior [-copywriter-]{+writer+} who writes for [-{{name}}-]{+{{person}}+}.
                    option Old (removed)
                      - Gone tomorrow.
                    option Engineer (new)
                      default: true
                      + You are an engineer.
                      +
                      + You explain.
                  module Task (task)
                    role: user → system
                      Write at most {{words}} words[- by {{gone}}-].
                """)
    }

    @Test func wholeRecords() throws {
        let added = try Self.lines(
            nil, "name: A\ndescription: |\n  One\n  two\nvariables: {v: x}\ncontent: hello\n")
        #expect(
            added == """
                prompt a/x
                  name: A
                  description:
                    + One
                    + two
                  variable v: default x
                  + hello
                """)
        #expect(
            try Self.lines("modules: [{name: A, options: [{name: B, content: x}]}]\n", nil) == """
                prompt a/x
                  module A (a)
                    option B
                      - x
                """)
        #expect(try Self.lines("content: a\n", "content: a\n") == "")
    }

    @Test(arguments: [
        ("content: a\n", "# why\ncontent: a\n", "only comments or layout differ"),
        (
            "modules: [{content: a, visible: yes}]\n", "modules: [{content: a}]\n",
            "the meaning is the same; only the spelling of values differs"
        ),
        (
            "content: a\n", "content: 'a\n",
            "line by line: the file has an error after: line 1: the quote that opens here is never closed\n"
                + "  @@ -1 +1 @@\n  -content: a\n  +content: 'a"
        ),
    ])
    func otherForms(_ old: String, _ new: String, _ wanted: String) throws {
        let text = try Self.lines(old, new)
        #expect(text == "prompt a/x\n  " + wanted)
    }

    @Test func colour() throws {
        let text = try Self.lines("content: the old one is here\n", "content: the new one is here\n", .colour)
        #expect(
            text.contains("the \u{1B}[1;31mold\u{1B}[0m\u{1B}[1;32mnew\u{1B}[0m one is here"),
            "\(text.debugDescription)")
        #expect(try Self.lines("content: a\n", nil, .colour).contains("\u{1B}[31m- a\u{1B}[0m"))
    }

    /// The content of a file never controls the terminal.
    @Test func hostileTexts() throws {
        let evil = #"\e]0;owned\a\e[31m\x9b\u202e\r\b"#
        let old = """
            name: "n\(evil)"
            description: "d\(evil)"
            tags: ["t\(evil)"]
            metadata: {"k\(evil)": "v\(evil)"}
            variables: {v: {help: "h\(evil)"}}
            modules:
              - {name: "m\(evil)", options: [{name: "o\(evil)", content: "c {{v}} \(evil) x\\ny"}]}

            """
        let new = old.replacing("\\e[31m", with: "\\e[32mx").replacing("name: \"m", with: "name: \"M")
        for pair in [
            (old, new), (new, old), (nil, old), (old, nil), (old, new + "content: \"\u{9B}"), ("", old),
        ] as [(String?, String?)] {
            let text = try Self.lines(pair.0, pair.1)
            #expect(!text.isEmpty)
            let steering = text.unicodeScalars.filter {
                $0.value < 0x20 && $0 != "\n" || (0x7F..<0xA0).contains($0.value)
                    || (0x202A...0x202E).contains($0.value)
            }
            #expect(steering.isEmpty, "\(text.debugDescription)")
        }
    }

    @Test func json() throws {
        let comparison = RecordComparison.between(
            try Self.file("tags: [a]\ncontent: one two\n"), and: try Self.file("content: one 2\n"))
        #expect(
            DiffJSON.text(comparison) == """
                [
                  {
                    "what": "field",
                    "path": "tags",
                    "change": "removed",
                    "before": [
                      "a"
                    ],
                    "after": null,
                    "text": null
                  },
                  {
                    "what": "text",
                    "path": "content",
                    "change": "changed",
                    "before": null,
                    "after": null,
                    "text": [
                      {
                        "old_start": 1,
                        "old_count": 1,
                        "new_start": 1,
                        "new_count": 1,
                        "lines": [
                          {
                            "old": 1,
                            "new": 1,
                            "runs": [
                              {
                                "kind": "same",
                                "text": "one "
                              },
                              {
                                "kind": "removed",
                                "text": "two"
                              },
                              {
                                "kind": "added",
                                "text": "2"
                              }
                            ]
                          }
                        ]
                      }
                    ]
                  }
                ]
                """)
    }

    @Test func jsonOfWholeFiles() throws {
        for (old, new, wanted) in [
            ("content: a\n", "# x\ncontent: a\n", #""what": "layout""#),
            ("content: a\n", "", #""reason": "the file"#),
        ] {
            let text = DiffJSON.text(RecordComparison.between(try Self.file(old), and: try Self.file(new)))
            #expect(text.contains(wanted), "\(text)")
            #expect(text.contains(#""change": "changed""#))
        }
    }
}
