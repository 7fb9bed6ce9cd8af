import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

/// Places for the messages of the caller.
@Suite struct SlotTests {
    static let prompt = """
        separator: "+"
        variables: {x: {}}
        modules:
          - {role: system, content: sys}
          - content: a
          - slot: history
          - {content: "b {{x}}"}
          - {slot: More of it, visible: false, description: Kept for later}
          - content: c

        """

    private func render(
        _ messages: [SlotMessages], text: String = prompt, with: [String] = []
    ) throws -> (Rendered?, [String]) {
        let file = DictionaryLibrary.file("p.prompt.yaml", text, format: .two)
        let library = DictionaryLibrary(format: .two)
        #expect(Checker.check(file, in: library).allSatisfy { $0.severity < .warning })
        guard case .prompt(let prompt)? = file.record else { return (nil, ["no prompt"]) }
        var input = RenderInput()
        input.values["x"] = .init(.text("X"), from: .flag)
        input.messages = messages
        input.with = with
        let plan = RenderPlan(prompt, in: file, input: input, library: library)
        #expect(plan.blocking().isEmpty)
        let problems = plan.problems.map(\.message)
        return (problems.isEmpty ? try plan.render(plan.values(input).values) : nil, problems)
    }

    private static let chat = [
        SlotMessages.Message(role: .user, content: "{{x}} {{> y}}"), .init(role: .user, content: ""),
        .init(role: .assistant, content: "z"),
    ]

    @Test func nothingGivenInsertsNothing() throws {
        let rendered = try #require(try render([]).0)
        #expect(rendered.messages.map(\.content) == ["sys", "a+b X+c"])
        let empty = try #require(try render([SlotMessages(slot: "history", messages: [])]).0)
        #expect(empty.messages == rendered.messages)
    }

    @Test(arguments: ["history", "History"])
    func givenMessagesStandAlone(_ name: String) throws {
        let rendered = try #require(try render([SlotMessages(slot: name, messages: Self.chat)]).0)
        #expect(rendered.messages.map(\.content) == ["sys", "a", "{{x}} {{> y}}", "", "z", "b X+c"])
        #expect(rendered.messages.map(\.role) == [.system, .user, .user, .user, .assistant, .user])
        #expect(rendered.text == "sys+a+b X+c")
        #expect(rendered.parts.map(\.module) == ["1", "2", "4", "6"])
        let compact = { (text: String) in text.filter { $0 != "\n" } }
        for body in [
            RequestBody.messages(rendered), RequestBody.openAI(rendered), RequestBody.anthropic(rendered),
        ] {
            #expect(compact(body).contains(#""content": "{{x}} {{> y}}""#))
            #expect(body.ranges(of: #""role": "user""#).count == 4)
        }
    }

    @Test func theOnlySlotNeedsNoName() throws {
        let text = Self.prompt.replacing(
            "  - {slot: More of it, visible: false, description: Kept for later}\n", with: "")
        let rendered = try #require(try render([SlotMessages(slot: nil, messages: Self.chat)], text: text).0)
        #expect(rendered.messages.count == 6)
    }

    @Test func aHiddenSlotIsIncluded() throws {
        let given = [SlotMessages(slot: "more-of-it", messages: [.init(role: .assistant, content: "m")])]
        #expect(try render(given).1 == ["the slot \"more-of-it\" is left out, so it can't take messages"])
        let rendered = try #require(try render(given, with: ["More of it"]).0)
        #expect(rendered.messages.map(\.content) == ["sys", "a+b X", "m", "c"])
    }

    @Test(arguments: [
        ([SlotMessages(slot: "histery", messages: [])], "the prompt has no slot \"histery\""),
        (
            [SlotMessages(slot: "History", messages: []), SlotMessages(slot: "history", messages: [])],
            "the slot \"history\" gets messages twice"
        ),
        ([SlotMessages(slot: nil, messages: [])], "the prompt has several slots: history, more-of-it"),
    ])
    func refuses(_ messages: [SlotMessages], _ problem: String) throws {
        #expect(try render(messages).1 == [problem])
    }

    @Test func aPromptWithoutSlots() throws {
        let text = "variables: {x: {}}\ncontent: \"{{x}}\"\n"
        #expect(
            try render([SlotMessages(slot: nil, messages: [])], text: text).1 == [
                "the prompt has no slot for messages"
            ])
    }

    @Test(arguments: [
        (#"[]"#, nil), (#"[{"role": "user", "content": ""}]"#, nil),
        (#"[{"content": "x", "role": "assistant"}]"#, nil),
        ("", "not JSON at byte 0: the text ends too early"),
        (#"{"role": "user", "content": "x"}"#, "not a list of messages"),
        (#"[{"role": "user", "content": "x"}, "y"]"#, "message 2 is not an object"),
        (
            #"[{"role": "system", "content": "x"}]"#,
            "message 1 has the role \"system\": it must be user or assistant"
        ),
        (
            #"[{"role": "User", "content": "x"}]"#,
            "message 1 has the role \"User\": it must be user or assistant"
        ),
        (#"[{"role": 1, "content": "x"}]"#, "`role` of message 1 must be one text"),
        (
            #"[{"role": "user", "content": [{"type": "text", "text": "x"}]}]"#,
            "`content` of message 1 must be one text"
        ),
        (#"[{"role": "user", "content": null}]"#, "`content` of message 1 must be one text"),
        (#"[{"role": "user", "content": "x", "content": "y"}]"#, "`content` of message 1 must be one text"),
        (
            #"[{"role": "user", "content": "x"}, {"role": "user", "content": "x", "name": "n"}]"#,
            "message 2 has the key \"name\": only role and content are allowed"
        ),
        (#"[{"role": "user"}]"#, "message 1 has no `content`"),
        (#"[{"content": "x"}]"#, "message 1 has no `role`"),
    ])
    func reads(_ json: String, _ problem: String?) {
        do throws(SlotMessagesError) {
            _ = try SlotMessages.messages(in: Array(json.utf8))
            #expect(problem == nil)
        } catch {
            #expect(error.message == problem)
        }
    }
}
