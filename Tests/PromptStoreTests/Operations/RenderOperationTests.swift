import Diagnostics
import PromptCore
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

/// The operation that renders a prompt, without the program.
@Suite struct RenderOperationTests {
    static let text = """
        id: 0198c1de-0b5c-7c3e-9a53-aaaaaaaaaaaa
        variables:
          last: {type: text}
          preset: {type: text, default: p}
          free: {type: text, required: false}
          flag: {type: boolean, default: false}
        modules:
          - {name: Hidden, visible: false, content: "{{hidden}}"}
          - name: Task
            options:
              - {name: Other, content: "{{other}}"}
              - {name: Main, default: true, content: "{{first}} {{#flag}}{{inside}}{{/flag}} {{> inner}} {{preset}}{{free}}"}
          - {name: End, role: system, content: "{{last}} {{first}}"}
        """
    static let files = ["inner.module.yaml": "content: \"{{inner}}\""]

    /// Each name once, in the order of the texts, also if its section is not shown; not of texts that were
    /// not chosen.
    @Test func questionsComeInTheOrderOfTheTexts() throws {
        let answers = Answers([
            "first": .text("1"), "inside": .text("2"), "inner": .text("3"), "last": .text("4"),
        ])
        let outcome = try RenderedFolder(Self.text, Self.files).render { $0.ask = answers.answer }
        #expect(answers.asked == ["first", "inside", "inner", "last"])
        #expect(outcome.rendered?.messages.map(\.content) == ["1  3 p", "4 1"])
        #expect(outcome.isWhole && outcome.missing.isEmpty)
        #expect(outcome.values.map(\.name) == ["first", "flag", "inside", "inner", "preset", "free", "last"])
        #expect(
            outcome.values.map(\.source) == [.answer, nil, .answer, .answer, nil, nil, .answer])
    }

    /// In format 2, a name that only sections need is asked for if an answer opens one of them.
    @Test(arguments: [
        ("yes", ["formal", "rank", "title"], "Dear Dr X"), ("no", ["formal", "nick"], "Hi Al"),
    ])
    func sectionsThatAreNotRenderedAskNothing(_ formal: String, _ asked: [String], _ text: String) throws {
        let folder = try RenderedFolder(
            """
            variables: {formal: {type: boolean}, rank: {type: boolean}, title: {}, nick: {}}
            content: |
              {{#formal}}Dear {{#rank}}{{title}} {{/rank}}X{{/formal}}{{^formal}}Hi {{> nick}}{{/formal}}
            """, ["nick.module.yaml": "content: \"{{nick}}\"\n"])
        folder.folder.put("promptpal.yaml", "format: 2\n")
        let store = try Store(opening: folder.store.path, in: folder.store.environment)
        let answers = Answers([
            "formal": .text(formal), "rank": .text("yes"), "title": .text("Dr"), "nick": .text("Al"),
        ])
        var request = RenderRequest(prompt: RecordName("a/x"))
        request.ask = answers.answer
        let outcome = try store.render(request)
        #expect(answers.asked == asked)
        #expect(outcome.rendered?.text == text)
        #expect(outcome.values.map(\.name) == asked)
        // Nobody answers the first question, so nothing else is known to be needed.
        request.ask = Answers([:]).answer
        #expect(try store.render(request).missing == ["formal"])
    }

    @Test func whatIsGivenIsNotAskedFor() throws {
        let answers = Answers(["inner": .text("3")])
        let outcome = try RenderedFolder(Self.text, Self.files)
            .render(["first": .text("1"), "inside": .text("2"), "last": .text("4")]) {
                $0.ask = answers.answer
            }
        #expect(answers.asked == ["inner"])
        #expect(outcome.values.first?.source == .flag)
    }

    @Test func everythingThatNobodyAnswersIsMissing() throws {
        let outcome = try RenderedFolder(Self.text, Self.files).render(["inside": .text("x")]) {
            $0.ask = Answers(["last": .text("4")]).answer
        }
        #expect(outcome.rendered == nil && !outcome.isWhole)
        #expect(outcome.missing == ["first", "inner"])
        #expect(outcome.problems.map(\.kind) == [.missing, .missing])
    }

    @Test func anErrorOfTheAnswerEndsTheOperation() throws {
        let answers = Answers(["a": .text("1")])
        let folder = try RenderedFolder("content: \"{{a}} {{stop}} {{b}}\"")
        let error = #expect(throws: StoreError.self) { try folder.render { $0.ask = answers.answer } }
        guard case .noValue("stop")? = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(answers.asked == ["a", "stop"])
    }

    @Test(arguments: ["module", "option", "variable"])
    func nobodyIsAskedIfTheInputIsWrong(_ part: String) throws {
        let answers = Answers([:])
        let outcome = try RenderedFolder(Self.text, Self.files).render {
            $0.ask = answers.answer
            switch part {
            case "module": $0.input.with = ["nope"]
            case "option": $0.input.options = [("task", "nope")]
            default: $0.input.values["nope"] = RenderInput.Given(.text("x"), from: .flag)
            }
        }
        #expect(answers.asked == [])
        #expect(outcome.rendered == nil)
        let kinds: [String: RenderProblem.Kind] = [
            "module": .unknownModule, "option": .unknownOption, "variable": .unknownVariable,
        ]
        #expect(outcome.problems.first?.kind == kinds[part])
        #expect(outcome.missing == ["first", "inside", "inner", "last"])
    }

    /// A file of values may serve several prompts.
    @Test func anUnknownNameOfAFileIsAWarning() throws {
        let outcome = try RenderedFolder("content: text").render {
            $0.input.values["nope"] = RenderInput.Given(.text("x"), from: .file("v.yaml"))
        }
        #expect(outcome.rendered?.text == "text")
        #expect(outcome.problems.map(\.isWarning) == [true] && outcome.isWhole)
    }

    @Test func modulesAndOptionsAsChosen() throws {
        let outcome = try RenderedFolder(Self.text, Self.files).render([
            "other": .text("o"), "hidden": .text("h"),
        ]) {
            $0.input.options = [("Task", "other")]
            $0.input.with = ["hidden"]
            $0.input.without = ["end"]
        }
        #expect(outcome.rendered?.text == "h\n\no")
        #expect(outcome.modules.map(\.handle) == ["hidden", "task", "end"])
        #expect(outcome.modules.map(\.isIncluded) == [true, true, false])
        #expect(outcome.modules.map(\.option) == ["1", "other", "1"])
        #expect(outcome.modules.map(\.options) == [["1"], ["other", "main"], ["1"]])
        #expect(outcome.modules.map(\.role) == [.user, .user, .system])
    }

    @Test func sharedModules() throws {
        let folder = try RenderedFolder(
            "modules:\n  - use: tone",
            ["tone.module.yaml": "name: Tone\nuse: deep/base", "deep/base.module.yaml": "content: b"])
        let outcome = try folder.render()
        #expect(outcome.modules.map(\.name) == ["Tone"])
        #expect(outcome.modules.map(\.source?.path) == ["deep/base"])
    }

    @Test func aLimitIsTheLastProblem() throws {
        let page = String(repeating: "x", count: 1 << 20)
        let folder = try RenderedFolder(
            "modules:\n" + String(repeating: "  - use: page\n", count: 20),
            ["page.module.yaml": "content: \"\(page)\""])
        let outcome = try folder.render()
        #expect(outcome.rendered == nil)
        #expect(outcome.problems.map(\.kind) == [.limit])
    }

    @Test(
        arguments: [
            ("a/none", "notFound"), ("tone", "notAPrompt"), ("prompts/tone.module.yaml", "notAPrompt"),
            ("..", "address"), ("a/x@v9", "versions"),
            ("broken", "invalid"), ("uses-broken", "invalid"),
        ])
    func errors(_ name: String, _ kind: String) throws {
        let folder = try RenderedFolder(
            "content: x",
            [
                "tone.module.yaml": "content: t", "broken.prompt.yaml": "- x",
                "bad.module.yaml": "content: \"{{#open}}\"",
                "uses-broken.prompt.yaml": "modules: [{use: bad}]",
            ])
        let error = #expect(throws: StoreError.self) { try folder.render(of: name) }
        #expect("\(try #require(error))".hasPrefix(kind), "\(error as Any)")
    }

    /// A used module is checked although it is parsed once only.
    @Test func errorsOfUsedModulesNameTheirFile() throws {
        let folder = try RenderedFolder(
            "modules: [{use: bad}]\ncontent: \"{{> worse}}\"",
            ["bad.module.yaml": "content: \"{{#open}}\"", "worse.module.yaml": "content: \"{{/shut}}\""])
        let error = #expect(throws: StoreError.self) { try folder.render() }
        guard case .invalid(let report)? = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(report.files.map(\.source.name).contains("prompts/a/x.prompt.yaml"))
    }

    @Test func versionsHaveTheirCommitAndNumber() throws {
        let git = GitFolder()
        let first = git.save("prompts/a/x.prompt.yaml", GitFolder.prompt("a", "old"))
        git.save("prompts/a/x.prompt.yaml", GitFolder.prompt("a", "new"))
        let store = try git.store
        let old = try store.render(RenderRequest(prompt: RecordName("a/x@v1"), findsVersionNumber: true))
        #expect(old.rendered?.text == "old" && old.commit == first && old.versionNumber == 1)
        let plain = try store.render(RenderRequest(prompt: RecordName("a/x@HEAD~1")))
        #expect(plain.rendered?.text == "old" && plain.commit == first && plain.versionNumber == nil)
        let now = try store.render(RenderRequest(prompt: RecordName("a/x"), findsVersionNumber: true))
        #expect(now.rendered?.text == "new" && now.commit == nil && now.versionNumber == nil)
    }
}
