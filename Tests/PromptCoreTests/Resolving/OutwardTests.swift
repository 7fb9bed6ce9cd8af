import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

@Suite struct OutwardTests {
    static let library = DictionaryLibrary([
        "tone.module.yaml":
            "role: system\noptions: [{name: Plain, content: top plain}, {name: Loud, content: top loud}]",
        "a/tone.module.yaml": "content: \"a tone {{brand}}\"",
        "shared/deep.module.yaml": "content: \"deep {{> near}}\"",
        "shared/near.module.yaml": "content: near deep",
        "near.module.yaml": "content: near top",
        "alias.module.yaml": "use: tone\ndefault: loud\nname: Alias",
        "own.module.yaml": "variables: {x: mine}\ncontent: \"{{x}} {{brand}}\"",
        "ring1.module.yaml": "use: ring2",
        "ring2.module.yaml": "use: ring1",
        "brand.variable.yaml": "default: Top",
        "a/b/brand.variable.yaml": "default: Inner",
        "shared/note.module.yaml": "content: \"{{local_note}}\"",
        "shared/local-note.variable.yaml": "default: beside the module",
    ])

    private func text(
        _ module: String, at name: String = "a/b/x.prompt.yaml", extra: String = ""
    ) throws -> String {
        try render("\(extra)modules:\n  - \(module)\n", at: name, library: Self.library).text
    }

    @Test func nearestWins() throws {
        #expect(try text("use: tone") == "a tone Inner")
        #expect(try text("use: tone", at: "c/x.prompt.yaml") == "top plain")
        #expect(try text("use: /tone") == "top plain")
        #expect(try text("use: a/tone", at: "c/x.prompt.yaml") == "a tone Top")
        #expect(try text("{use: /tone, default: Loud}") == "top loud")
    }

    @Test func partialsLookFromTheirOwnFile() throws {
        #expect(try text("use: shared/deep") == "deep near deep")
        #expect(try text("content: \"{{> near}}\"") == "near top")
        #expect(try text("content: \"{{> /tone}}\"") == "top plain")
    }

    @Test func modulesThatUseOthers() throws {
        #expect(try text("use: alias") == "a tone Inner".replacing("a tone Inner", with: "top loud"))
        let resolved = try render("modules: [{use: alias}]", at: "x.prompt.yaml", library: Self.library)
        #expect(resolved.messages.first?.role == .system, "the role comes from the module that says one")
    }

    @Test func variables() throws {
        #expect(try text("use: own") == "mine Inner")
        #expect(try text("use: own", extra: "variables: {x: prompt's}\n") == "prompt's Inner")
        #expect(try text("use: shared/note") == "beside the module")
        #expect(
            try text("use: shared/note", extra: "variables: {local_note: the prompt's}\n") == "the prompt's")
    }

    /// A module that uses or inserts another one may declare the variables of the other's text.
    @Test(arguments: [
        ("use: outer", "inner o"), ("content: \"{{> outer}}\"", "inner o"), ("use: inserts", "inner i"),
        ("content: \"{{> inserts}}\"", "inner i"), ("use: inner", "inner own"),
    ])
    func variablesOfModulesThatUseOthers(_ module: String, _ expected: String) throws {
        let library = DictionaryLibrary([
            "inner.module.yaml": "variables: {x: own}\ncontent: inner {{x}}\n",
            "outer.module.yaml": "use: inner\nvariables: {x: o}\n",
            "inserts.module.yaml": "variables: {x: i}\ncontent: \"{{> inner}}\"\n",
        ])
        #expect(try render("modules: [{\(module)}]", library: library).text == expected)
        let given = "variables: {x: prompt}\nmodules: [{\(module)}]"
        #expect(try render(given, library: library).text == "inner prompt")
    }

    @Test func whatIsTooDeepIsSaidOnce() {
        var files = ["m40.module.yaml": "content: x\n"]
        for number in 0..<40 {
            files["m\(number).module.yaml"] = "content: \"{{> m\(number + 1)}}{{> m\(number + 1)}}\"\n"
        }
        let file = DictionaryLibrary.file("t.prompt.yaml", "content: \"{{> m0}}\"\n")
        let found = Checker.check(file, in: DictionaryLibrary(files)).filter { $0.code == "PP308" }
        #expect(found.count == 1)
    }

    @Test(arguments: [("x", "a/x"), ("x/y", "a/x/y"), ("/x/y", "x/y"), ("x y", "'a/x y'")])
    func helpMakesTheModuleThatIsMissing(_ reference: String, _ address: String) {
        let file = DictionaryLibrary.file("a/t.prompt.yaml", "modules: [{use: \"\(reference)\"}]\n")
        let found = Checker.check(file, in: DictionaryLibrary()).first { $0.code == "PP301" }
        #expect(found?.help == "run `promptpal new module \(address)` to make it")
    }

    @Test(arguments: [
        ("use: missing", "PP301"), ("use: ring1", "PP303"), ("{use: /tone, default: soft}", "PP304"),
        ("use: ../tone", "PP305"),
        ("content: \"{{> missing}}\"", "PP302"), ("content: \"{{> ../x}}\"", "PP305"),
        ("content: \"{{> ring1}}\"", "PP303"),
    ])
    func leadsNowhere(_ module: String, _ code: String) {
        #expect {
            try text(module)
        } throws: { error in
            (error as? RenderProblem)?.name == code
        }
    }

    @Test func longRowsOfUsesEnd() {
        var files = ["m0.module.yaml": "content: x"]
        for number in 1...40 { files["m\(number).module.yaml"] = "use: m\(number - 1)" }
        let library = DictionaryLibrary(files)
        let codes = { (name: String) in
            Checker.check(DictionaryLibrary.file("x.prompt.yaml", "modules: [{use: \(name)}]"), in: library)
                .filter { $0.severity == .error }.map(\.code)
        }
        #expect(codes("m31") == [])
        #expect(codes("m32") == ["PP308"])
        #expect(codes("m40") == ["PP308"])
    }

    @Test func references() {
        let file = DictionaryLibrary.file(
            "a/b/x.prompt.yaml",
            "modules:\n  - use: alias\n  - name: T\n    content: \"{{> near}} {{brand}} {{brand}} {{x}}\"\n")
        let found = file.references(in: Self.library)
        #expect(found.map(\.target.path) == ["alias", "near", "a/b/brand"])
        #expect(found.map(\.kind) == [.use, .partial, .variable])
        #expect(found.map(\.module) == ["alias", "t", "t"])
    }
}
