import PromptTestSupport
import Testing

@testable import PromptCore

/// In format 2, a name that only sections need is needed only if one of them is rendered.
@Suite struct ConditionalNameTests {
    private static let head = """
        variables:
          formal: {type: boolean}
          m: {type: multiselect, options: [a, b], required: false}
          title: {type: text}
          nick: {type: text}
        content:\u{20}
        """

    private static func plan(
        _ text: String, format: Format = .two, library: DictionaryLibrary = DictionaryLibrary()
    ) throws -> RenderPlan {
        let file = DictionaryLibrary.file("p.prompt.yaml", text, format: format)
        guard case .prompt(let prompt)? = file.record else {
            throw RenderProblem(.limit, name: "", message: "no prompt", help: nil)
        }
        return RenderPlan(prompt, in: file, input: RenderInput(), library: library)
    }

    private static func input(_ values: [String: String]) -> RenderInput {
        var input = RenderInput()
        for (name, value) in values { input.values[name] = .init(.text(value), from: .flag) }
        return input
    }

    /// A text, the given values, and the names that are missing.
    @Test(
        arguments: [
            ("{{#formal}}{{title}}{{/formal}}", [:], ["formal"]),
            ("{{#formal}}{{title}}{{/formal}}", ["formal": "yes"], ["title"]),
            ("{{#formal}}{{title}}{{/formal}}", ["formal": "no"], []),
            ("{{^formal}}{{nick}}{{/formal}}", ["formal": "no"], ["nick"]),
            ("{{^formal}}{{nick}}{{/formal}}", [:], ["formal"]),
            ("{{#formal}}{{title}}{{/formal}}{{^formal}}{{nick}}{{/formal}}", [:], ["formal"]),
            ("{{^m.any}}{{nick}}{{/m.any}}", [:], ["nick"]), ("{{^m.any}}{{nick}}{{/m.any}}", ["m": "a"], []),
            ("{{^formal}}{{nick}}{{/formal}}", ["formal": "yes"], []),
            ("{{#formal}}{{title}}{{/formal}}{{^formal}}{{nick}}{{/formal}}", ["formal": "no"], ["nick"]),
            ("{{#formal}}{{title}}{{/formal}}{{title}}", ["formal": "no"], ["title"]),
            ("{{title}}{{#formal}}{{title}}{{/formal}}", ["formal": "no"], ["title"]),
            // A section of its own in a section.
            ("{{#formal}}{{#title}}{{nick}}{{/title}}{{/formal}}", ["formal": "no"], []),
            ("{{#formal}}{{#title}}{{nick}}{{/title}}{{/formal}}", ["formal": "yes"], ["title"]),
            (
                "{{#formal}}{{#title}}{{nick}}{{/title}}{{/formal}}", ["formal": "yes", "title": "t"],
                ["nick"]
            ),
            ("{{#m}}{{.}}{{title}}{{/m}}", [:], []), ("{{#m}}{{.}}{{title}}{{/m}}", ["m": "a"], ["title"]),
            ("{{#m.any}}{{title.json}}{{/m.any}}", [:], []),
            ("{{#m.any}}{{title.json}}{{/m.any}}", ["m": "a"], ["title"]),
            ("{{#new}}{{newer}}{{/new}}", [:], ["new"]),
            ("{{#new}}{{newer}}{{/new}}", ["new": "x"], ["newer"]),
        ] as [(String, [String: String], [String])])
    func missing(_ text: String, _ given: [String: String], _ names: [String]) throws {
        let plan = try Self.plan(Self.head + "'\(text)'\n")
        let input = Self.input(given)
        #expect(plan.values(input).problems.filter { $0.kind == .missing }.map(\.name) == names)
        #expect(plan.wanted(input).map(\.name) == names)
        // In format 1, every name in a text is needed.
        let old = try Self.plan(
            Self.head + "'\(text.replacing(".json", with: "").replacing(".any", with: ""))'\n", format: .one)
        let all = old.asks.filter { $0.variable.isRequired && given[$0.name] == nil }.map(\.name)
        #expect(old.wanted(input).map(\.name) == all)
        #expect(old.asks.allSatisfy { !$0.isConditional })
    }

    @Test func partials() throws {
        let library = DictionaryLibrary(
            ["in.module.yaml": "content: '{{title}}'\n", "both.module.yaml": "content: '{{nick}}'\n"],
            format: .two)
        let text =
            Self.head + "'{{#formal}}{{> in}}{{> both}}{{/formal}}{{^formal}}{{> in}}{{/formal}}{{> both}}'\n"
        let plan = try Self.plan(text, library: library)
        #expect(plan.asks.filter(\.isConditional).map(\.name) == ["title"])
        #expect(plan.wanted(Self.input(["nick": "n", "formal": "no"])).map(\.name) == ["title"])
    }

    @Test func wrongValuesAreFoundAnyway() throws {
        let text = "variables: {f: {type: boolean}, n: {type: number}}\ncontent: '{{#f}}{{n}}{{/f}}'\n"
        let problems = try Self.plan(text).values(Self.input(["f": "no", "n": "x"])).problems
        #expect(problems.map(\.kind) == [.wrong])
    }

    @Test func description() throws {
        let text = Self.head + "'{{#formal}}{{title}}{{/formal}}{{nick}}{{#m}}x{{/m}}'\n"
        for (format, required) in [(Format.two, ["formal", "nick"]), (.one, ["formal", "title", "nick"])] {
            guard
                case .prompt(let prompt)? = DictionaryLibrary.file("p.prompt.yaml", text, format: format)
                    .record
            else { continue }
            let description = RecordDescription(
                prompt, at: Address(unchecked: "p"), library: DictionaryLibrary(format: format))
            #expect(description.variables.filter(\.isRequired).map(\.variable.name.value) == required)
        }
    }

    @Test func rendersWithout() throws {
        let text = Self.head + "'a{{#formal}} {{title}}{{/formal}}'\n"
        #expect(try render(text, values: ["formal": .text("no")], format: .two).text == "a")
        #expect(
            try render(text, values: ["formal": .text("yes"), "title": .text("Dr")], format: .two).text
                == "a Dr")
        #expect(throws: RenderProblem.self) {
            try render(text, values: ["formal": .text("yes")], format: .two)
        }
        #expect(throws: RenderProblem.self) {
            try render(text, values: ["formal": .text("no")], format: .one)
        }
    }
}
