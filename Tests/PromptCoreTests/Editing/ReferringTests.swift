import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

@Suite struct ReferringTests {
    /// The name by which a text refers to a module, given the old name.
    @Test(arguments: [
        // (module files, folder of the text, old name, target, new name)
        (["b/tone"], "b", "old", "b/tone", "tone"),
        (["b/tone"], "b/deep/er", "old", "b/tone", "tone"),
        (["b/tone"], "a", "old", "b/tone", "b/tone"),
        (["a/b/tone"], "a/c", "old", "a/b/tone", "b/tone"),
        (["a/b/tone", "a/c/b/tone"], "a/c", "old", "a/b/tone", "a/b/tone"),
        (["tone", "a/tone"], "a", "old", "tone", "/tone"),
        (["tone", "a/tone"], "a", "/old", "a/tone", "/a/tone"),
        (["tone"], "a", "tone", "tone", "tone"),
        (["x y/tone"], "a", "old", "x y/tone", "x y/tone"),
    ])
    func shortestName(
        _ modules: [String], _ folder: String, _ old: String, _ target: String, _ expected: String
    ) throws {
        let library = DictionaryLibrary(
            Dictionary(uniqueKeysWithValues: modules.map { ("\($0).module.yaml", "content: x\n") }))
        let file = DictionaryLibrary.file("\(folder)/x.prompt.yaml", "modules: [{use: \(old)}]\n")
        let place = try #require(file.moduleReferences.first)
        let address = try Address(validating: target)
        let name = place.name(
            of: address, accepting: [address], from: file.address.folder, in: library)
        #expect(name == expected)
    }

    @Test func partialsCantHaveBlanks() throws {
        let library = DictionaryLibrary(["x y/tone.module.yaml": "content: x\n"])
        let file = DictionaryLibrary.file("a/x.prompt.yaml", "content: '{{> old}}'\n")
        let place = try #require(file.moduleReferences.first)
        let target = try Address(validating: "x y/tone")
        #expect(place.name(of: target, accepting: [], from: file.address.folder, in: library) == nil)
    }

    /// Only the name's bytes change, in any style of text.
    @Test(arguments: [
        ("content: a {{> tone}} b # c\n", "content: a {{> NEW}} b # c\n"),
        ("content: '{{> tone}} it''s'\n", "content: '{{> NEW}} it''s'\n"),
        ("content: \"\\t{{>tone}}\\u00e9\"\n", "content: \"\\t{{>NEW}}\\u00e9\"\n"),
        ("content: |\n  x\n   {{> tone }}\n\n  {{>tone}}y", "content: |\n  x\n   {{> NEW }}\n\n  {{>NEW}}y"),
        (
            "content: >-\n  folded\n  {{> tone}}\n\n  line\n",
            "content: >-\n  folded\n  {{> NEW}}\n\n  line\n"
        ),
        ("content: |\r\n  {{> tone}}\r\n  é\r\n", "content: |\r\n  {{> NEW}}\r\n  é\r\n"),
        ("\u{FEFF}content: '{{> tone}}'\n", "\u{FEFF}content: '{{> NEW}}'\n"),
        ("modules: [{use: tone}, {use: 'tone'}] # x\n", "modules: [{use: NEW}, {use: 'NEW'}] # x\n"),
        (
            "modules:\n  # own\n  - use: \"tone\" # y\n    default: kind\n",
            "modules:\n  # own\n  - use: \"NEW\" # y\n    default: kind\n"
        ),
        (
            "modules:\n- options:\n  - {content: '{{> tone}}'}\n  - content: '{{{x}}}{{> tone}}'\n",
            "modules:\n- options:\n  - {content: '{{> NEW}}'}\n  - content: '{{{x}}}{{> NEW}}'\n"
        ),
        ("content: '{{=<% %>=}}<%> tone%> {{> tone}}'\n", "content: '{{=<% %>=}}<%> NEW%> {{> tone}}'\n"),
    ])
    func renamingKeepsTheRest(_ text: String, _ expected: String) throws {
        let file = DictionaryLibrary.file("a/x.prompt.yaml", text)
        for name in ["brief", "/a-much/longer/path", "é/ü", "it's"] {
            let expected = expected.replacing("NEW", with: name)
            let new = try file.renaming(file.moduleReferences.map { ($0, name) })
            let isQuoted = expected.contains("'{{") || expected.contains("'it's'")
            if name == "it's", isQuoted {
                #expect(new.moduleReferences.allSatisfy { $0.name == name })
                continue
            }
            #expect(String(decoding: new.source.bytes, as: UTF8.self) == expected)
        }
    }

    /// If the quotes can't hold a name, the text is written again with the same content.
    @Test(arguments: ["content: a {{> tone}} b\n", "modules: [{content: 'a {{> tone}} b'}]\n"])
    func namesThatDoNotFit(_ text: String) throws {
        let file = DictionaryLibrary.file("a/x.prompt.yaml", text)
        let place = try #require(file.moduleReferences.first)
        for name in ["#x", "a,b", "a}b", "-", "[x]"] {
            let new = try file.renaming([(place, name)])
            #expect(new.moduleReferences.map(\.name) == [name])
            #expect(!new.diagnostics.contains { $0.severity == .error })
        }
    }

    @Test func literalTextsReferToNothing() {
        let file = DictionaryLibrary.file(
            "a/x.prompt.yaml",
            "syntax: none\nmodules: [{content: '{{> a}}'}, {syntax: mustache, content: '{{> b}}'}]\n")
        #expect(file.moduleReferences.map(\.name) == ["b"])
    }

    @Test func bindings() throws {
        let library = DictionaryLibrary([
            "a/tone.module.yaml":
                "content: '{{brand}} {{own}} {{nowhere}}'\nvariables: {own: {type: text}}\n",
            "brand.variable.yaml": "default: x\n", "a/b/brand.variable.yaml": "default: y\n",
        ])
        let file = DictionaryLibrary.file(
            "a/b/x.prompt.yaml",
            "modules: [{use: tone}, {content: '{{> tone}} {{brand.label}} {{> gone}}'}]\n")
        let found = file.bindings(in: library).map { "\($0.name)@\($0.home) \($0.target)" }
        #expect(
            found == [
                "tone@a/b/x a/tone", "tone@a/b/x a/tone", "brand@a/tone a/b/brand", "brand@a/b/x a/b/brand",
            ])
    }
}
