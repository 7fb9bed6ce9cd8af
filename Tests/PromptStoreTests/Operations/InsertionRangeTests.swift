import PromptCore
import SystemPackage
import Testing

@testable import PromptStore

/// The ranges of the values that a rendering inserts.
@Suite struct InsertionRangeTests {
    /// One line for each inserted value: the variable and the bytes of its range.
    private func insertions(
        _ text: String, _ values: [String: RawValue] = [:], _ files: [String: String] = [:]
    ) throws -> [String] {
        let messages = try RenderedFolder(text, files).render(values).rendered?.messages
        return try #require(messages).flatMap { message in
            let bytes = Array(message.content.utf8)
            return message.insertions.map {
                "\($0.name)=\(String(decoding: bytes[$0.range], as: UTF8.self))"
            }
        }
    }

    @Test(
        arguments: [
            ("text", "type: text", RawValue.text("Zoë 🙂"), ["v=Zoë 🙂"]),
            ("multiline", "type: multiline", .text("one\ntwo"), ["v=one\ntwo"]),
            ("number", "type: number", .text("1.50"), ["v=1.50"]),
            ("boolean", "{type: boolean, true_label: please}", .text("yes"), ["v=please"]),
            ("boolean without a label", "type: boolean", .text("no"), ["v=false"]),
            ("select", "{type: select, options: [{value: s, label: Short}]}", .text("s"), ["v=s"]),
            ("multiselect", "{type: multiselect, options: [a, b]}", .list(["a", "b"]), ["v=a, b"]),
            ("date", "type: date", .text("2026-11-30"), ["v=2026-11-30"]),
            ("an empty value", "{type: text, required: false}", .text(""), []),
        ])
    func eachType(_ name: String, _ rules: String, _ value: RawValue, _ expected: [String]) throws {
        let rules = rules.hasPrefix("{") ? rules : "{\(rules)}"
        let text = "variables: {v: \(rules)}\ncontent: \"é[{{v}}]\""
        #expect(try insertions(text, ["v": value]) == expected, "\(name)")
    }

    @Test func fieldsAndItemsBelongToTheirVariable() throws {
        let text = """
            variables:
              kind: {type: select, options: [{value: s, label: Short}]}
              parts: {type: multiselect, options: [a, {value: b, label: Bee}]}
            content: |
              {{kind.label}} {{#kind}}{{value}} {{.}}{{/kind}}
              {{#parts}}
              - {{.}} {{label}} {{kind}}
              {{/parts}}
            """
        #expect(
            try insertions(text, ["kind": .text("s"), "parts": .list(["a", "b"])]) == [
                "kind=Short", "kind=s", "kind=s",
                "parts=a", "parts=a", "kind=s", "parts=b", "parts=Bee", "kind=s",
            ])
    }

    @Test func sections() throws {
        let text = """
            variables: {on: {type: boolean}, off: {type: boolean}, who: {type: text}}
            content: "{{#on}}{{who}}{{/on}}{{#off}}{{who}}{{/off}}{{^off}}-{{who}}{{on}}{{/off}}"
            """
        #expect(
            try insertions(text, ["on": .text("yes"), "off": .text("no"), "who": .text("Ana")])
                == ["who=Ana", "who=Ana", "on=true"])
    }

    @Test func partialsWithIndentKeepTheLinesOfAValueTogether() throws {
        let text = "variables: {who: {type: multiline}}\ncontent: |\n  Dear\n    {{> inner}}\n  bye {{who}}"
        let files = ["a/inner.module.yaml": "content: |\n  <{{who}}>\n  and {{who}}"]
        let folder = try RenderedFolder(text, files)
        let message = try #require(try folder.render(["who": .text("x\ny")]).rendered?.messages.first)
        #expect(message.content == "Dear\n  <x\ny>\n  and x\nybye x\ny")
        #expect(message.insertions.map(\.range) == [8..<11, 19..<22, 26..<29])
    }

    @Test func messagesOfSeveralModules() throws {
        let text = """
            separator: "\\n--\\n"
            variables: {who: {type: text}}
            modules:
              - {name: One, content: "é {{who}}\\n\\n"}
              - {name: Empty, content: ""}
              - {name: Two, content: "{{who}}!"}
              - {name: Three, role: assistant, content: "to {{who}}\\n"}
            """
        let outcome = try RenderedFolder(text).render(["who": .text("Zoë")])
        let messages = try #require(outcome.rendered?.messages)
        #expect(messages.map(\.content) == ["é Zoë\n--\nZoë!", "to Zoë"])
        #expect(messages.map { $0.insertions.map(\.range) } == [[3..<7, 11..<15], [3..<7]])
        #expect(outcome.rendered?.parts.map { $0.insertions.map(\.range) } == [[3..<7], [0..<4], [3..<7]])
    }

    /// The line ends at the end of a text are cut, also those of a value.
    @Test func aValueThatIsCut() throws {
        let text = "variables: {v: {type: multiline}, w: {type: multiline}}\ncontent: \"{{v}}{{w}}\""
        #expect(try insertions(text, ["v": .text("a\n"), "w": .text("\n\n")]) == ["v=a"])
    }

    @Test func placeholdersAreMarked() throws {
        let folder = try RenderedFolder(
            "variables: {a: {type: text}, b: {type: number}}\ncontent: \"{{a}} {{b}} {{c.d}}\"")
        let outcome = try folder.render(["a": .text("x"), "b": .text("none")]) { $0.marksMissing = true }
        let message = try #require(outcome.rendered?.messages.first)
        #expect(message.content == "x ‹b› ‹c.d›")
        #expect(message.insertions.map(\.isMissing) == [false, true, true])
        #expect(message.insertions.map(\.name) == ["a", "b", "c.d"])
        #expect(outcome.missing == ["c"])
        #expect(outcome.problems.map(\.kind) == [.wrong, .missing])
    }
}
