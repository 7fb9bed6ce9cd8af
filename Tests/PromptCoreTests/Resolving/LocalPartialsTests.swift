import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

/// Texts under `partials:` of a prompt or module.
@Suite struct LocalPartialsTests {
    static let tone = """
        variables: {name: {}}
        partials: {who: "Dear {{name}}, {{> rules}}"}
        content: "Tone: {{> who}}"

        """

    static let library = [
        "tone.module.yaml": tone, "rules.module.yaml": "content: shared rules\n",
        "outer.module.yaml": "content: \"[{{> inner}}|{{> tone}}]\"\n",
        "inner.module.yaml": "content: shared inner\n",
    ]

    private func plan(_ text: String, _ files: [String: String] = library) throws -> RenderPlan {
        let file = DictionaryLibrary.file("p.prompt.yaml", text, format: .two)
        guard case .prompt(let prompt)? = file.record else {
            throw RenderProblem(.limit, name: "", message: "", help: nil)
        }
        return RenderPlan(
            prompt, in: file, input: RenderInput(), library: DictionaryLibrary(files, format: .two))
    }

    private func render(_ text: String, _ files: [String: String] = library) throws -> String {
        let plan = try plan(text, files)
        #expect(plan.blocking().isEmpty, "\(plan.blocking().flatMap(\.diagnostics).map(\.message))")
        var input = RenderInput()
        for ask in plan.asks { input.values[ask.name] = .init(.text("<\(ask.name)>"), from: .flag) }
        return try plan.render(plan.values(input).values).text
    }

    @Test(arguments: [
        // The file's own text goes before the shared one, in every text of the file.
        ("partials: {rules: own}\ncontent: \"{{> rules}}\"\n", "own"),
        ("content: \"{{> rules}}\"\n", "shared rules"),
        (
            "partials: {a: \"<{{> b}}>\", b: \"{{> rules}}\"}\ncontent: \"{{> a}}{{> b}}\"\n",
            "<shared rules>shared rules"
        ),
        // A leading slash is the library's.
        ("partials: {rules: \"own {{> /rules}}\"}\ncontent: \"{{> rules}}\"\n", "own shared rules"),
        ("partials: {a/b: slashes}\ncontent: \"{{> a/b}}\"\n", "slashes"),
        ("partials: {a: {content: \"{{x}}\", syntax: none}}\ncontent: \"{{> a}}\"\n", "{{x}}"),
        (
            "syntax: none\npartials: {a: {content: \"{{x}}\", syntax: mustache}}\nmodules:\n  - {syntax: mustache, content: \"{{> a}}\"}\n",
            "<x>"
        ),
        // Texts of a used module see that module's file, not the prompt's.
        (
            "partials: {rules: own, who: own}\nmodules:\n  - use: tone\n  - content: \"{{> rules}} {{> who}}\"\n",
            "Tone: Dear <name>, shared rules\n\nown own"
        ),
        (
            "partials: {inner: own}\ncontent: \"{{> outer}} {{> inner}}\"\n",
            "[shared inner|Tone: Dear <name>, shared rules] own"
        ),
        // A module of the prompt's own name.
        ("partials: {who: own}\ncontent: \"{{> p}} {{> who}}\"\n", "module own"),
    ])
    func renders(_ text: String, _ result: String) throws {
        var files = Self.library
        files["p.module.yaml"] = "content: \"{{> who}}\"\npartials: {who: module}\n"
        #expect(try render(text, files) == result)
    }

    @Test func theNamesAreAskedFor() throws {
        let plan = try plan("partials: {a: \"{{x}} {{> b}}\", b: \"{{y}}\"}\ncontent: \"{{> a}}\"\n")
        #expect(plan.asks.map(\.name) == ["x", "y"])
    }

    @Test func twoThirtyTwoLevels() throws {
        func chain(_ depth: Int) -> String {
            let links = (1..<depth).map { "  p\($0): \"{{> p\($0 + 1)}}\"\n" }.joined()
            return "partials:\n\(links)  p\(depth): end\ncontent: \"{{> p1}}\"\n"
        }
        #expect(try render(chain(32)) == "end")
        let codes = try plan(chain(33)).blocking().flatMap(\.diagnostics).map(\.code)
        #expect(Set(codes) == ["PP308"])
    }

    @Test func referencesLeaveOutTheOwnOnes() {
        let text =
            "partials: {rules: \"{{> inner}}\", x: \"{{> tone}}\"}\nmodules:\n  - {name: T, content: \"{{> rules}} {{> outer}} {{> x}}\"}\n"
        let file = DictionaryLibrary.file("p.prompt.yaml", text, format: .two)
        let found = file.references(in: DictionaryLibrary(Self.library, format: .two))
        #expect(found.map(\.target.path) == ["outer", "inner", "tone"])
        #expect(found.map { "\($0.module)/\($0.option)" } == ["t/1", "partials/rules", "partials/x"])
        #expect(file.moduleReferences.map(\.name) == ["outer", "inner", "tone"])
    }

    /// A new name of a module must not be that of one of the file's own texts.
    @Test func aRenamedModuleKeepsClear() throws {
        let text = "partials: {rules: own, x: \"{{> tone}}\"}\ncontent: \"{{> rules}} {{> x}}\"\n"
        let file = DictionaryLibrary.file("a/p.prompt.yaml", text, format: .two)
        let library = DictionaryLibrary(Self.library, format: .two)
        let reference = try #require(file.moduleReferences.first)
        let name = reference.name(
            of: Address(unchecked: "rules"), accepting: [], from: Address(unchecked: "a"), in: library)
        #expect(name == "/rules")
        #expect(try file.renaming([(reference, "/rules")]).source.text.contains("x: \"{{> /rules}}\""))
    }

    @Test(arguments: [
        ("partials.rules=New", "partials: {rules: New}\ncontent: \"{{> rules}}\"\n"),
        ("partials.a/b=New", "partials: {rules: own, a/b: New}\ncontent: \"{{> rules}}\"\n"),
    ])
    func set(_ assignment: String, _ result: String) throws {
        let file = DictionaryLibrary.file(
            "p.prompt.yaml", "partials: {rules: own}\ncontent: \"{{> rules}}\"\n", format: .two)
        #expect(try file.applying([Assignment(assignment)]).source.text == result)
    }

    @Test(arguments: [
        ("partials./x=y", "can't be the name of a partial"), ("partials.a b=y", "can't be the name"),
    ])
    func setRefuses(_ assignment: String, _ message: String) throws {
        let file = DictionaryLibrary.file("p.prompt.yaml", "content: x\n", format: .two)
        #expect {
            _ = try file.applying([Assignment(assignment)])
        } throws: {
            ($0 as? AssignmentError)?.message.contains(message) ?? false
        }
    }

    @Test func aVariableIsRenamedInThem() throws {
        let text =
            "variables: {a: {}}\npartials: {x: \"{{a}} {{> y}}\", y: {content: \"{{#a}}{{a}}{{/a}}\"}}\ncontent: \"{{> x}}\"\n"
        let file = DictionaryLibrary.file("p.prompt.yaml", text, format: .two)
        let library = DictionaryLibrary(format: .two)
        let plan = try VariableRename(in: file, from: "a", to: "b").plan([file], in: library)
        #expect(
            plan.map(\.after.source.text) == [
                text.replacing("{a: {}}", with: "{b: {}}").replacing("{a}", with: "{b}").replacing(
                    "{#a}", with: "{#b}"
                ).replacing("{/a}", with: "{/b}")
            ])
    }
}

extension SourceText {
    fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}
