import Diagnostics
import PromptTestSupport
import Testing

@testable import PromptCore

@Suite struct LabelClosureTests {
    static let files = [
        "a/x.prompt.yaml": """
        variables: {own: x}
        modules:
          - use: tone
          - {name: Hidden, visible: false, content: "{{> note}}"}
          - options: [{name: A, content: "{{own}} {{brand}}"}, {name: B, content: "{{> only_b}} {{city.label}}"}]
        """,
        "tone.module.yaml": "use: voice\ndefault: loud",
        "voice.module.yaml": "options: [{name: Loud, content: a}, {name: Calm, content: '{{> calm}}'}]",
        "calm.module.yaml": "content: '{{deep}}'",
        "a/note.module.yaml": "variables: {brand: module}\ncontent: '{{brand}} {{own}}'",
        "note.module.yaml": "content: shadowed",
        "only_b.module.yaml": "options: [{content: b}, {content: '{{> other}}'}]",
        "other.module.yaml": "content: c",
        "brand.variable.yaml": "default: Brand",
        "own.variable.yaml": "default: shadowed by the prompt",
        "a/deep.variable.yaml": "default: found from the prompt",
        "deep.variable.yaml": "default: shadowed",
        "town.variable.yaml": "name: city\ntype: select\noptions: [a, b]",
        "unused.module.yaml": "content: unused",
        "unused.variable.yaml": "default: unused",
    ]

    static func closure(
        _ name: String, files: [String: String] = files, format: Format = .one
    ) throws -> [String] {
        let file = DictionaryLibrary.file(name, try #require(files[name]), format: format)
        let closure = LabelClosure(of: file, in: DictionaryLibrary(files, format: format))
        #expect(closure.files.first?.address == file.address)
        return closure.files.map { String($0.source.name.dropFirst("prompts/".count)) }.sorted()
    }

    @Test func everythingThatAnyOptionCanNeed() throws {
        #expect(
            try Self.closure("a/x.prompt.yaml") == [
                "a/deep.variable.yaml", "a/note.module.yaml", "a/x.prompt.yaml", "brand.variable.yaml",
                "calm.module.yaml", "only_b.module.yaml", "other.module.yaml", "tone.module.yaml",
                "town.variable.yaml", "voice.module.yaml",
            ])
    }

    @Test func modulesAndVariables() throws {
        #expect(
            try Self.closure("tone.module.yaml") == [
                "calm.module.yaml", "deep.variable.yaml", "tone.module.yaml", "voice.module.yaml",
            ])
        #expect(try Self.closure("calm.module.yaml") == ["calm.module.yaml", "deep.variable.yaml"])
        #expect(try Self.closure("brand.variable.yaml") == ["brand.variable.yaml"])
    }

    /// A partial that two modules insert has another declaration in each.
    @Test func oneTextThroughTwoModules() throws {
        let files = [
            "x.prompt.yaml": "content: '{{> one}} {{> two}}'",
            "one.module.yaml": "variables: {name: own}\ncontent: '{{> shared}}'",
            "two.module.yaml": "content: '{{> shared}}'", "shared.module.yaml": "content: '{{name}}'",
            "name.variable.yaml": "default: outward",
        ]
        #expect(try Self.closure("x.prompt.yaml", files: files).contains("name.variable.yaml"))
    }

    /// The partials of a file hide shared modules of their names, and lead to others.
    @Test func partialsOfFiles() throws {
        let files = [
            "x.prompt.yaml":
                "partials: {note: '{{> shared}}', shown: '{{who}}'}\nmodules: [{use: m}, {content: '{{> note}}'}]",
            "m.module.yaml": "partials: {tone: '{{> deep}}'}\ncontent: '{{> tone}} {{> shown}}'",
            "note.module.yaml": "content: hidden by the prompt", "tone.module.yaml": "content: hidden",
            "shared.module.yaml": "content: '{{> note}}'", "deep.module.yaml": "content: d",
            "shown.module.yaml": "content: the prompt's own is not seen here",
            "who.variable.yaml": "default: all",
        ]
        #expect(
            try Self.closure("x.prompt.yaml", files: files, format: .two) == [
                "deep.module.yaml", "m.module.yaml", "note.module.yaml", "shared.module.yaml",
                "shown.module.yaml", "who.variable.yaml", "x.prompt.yaml",
            ])
    }

    @Test func brokenAndCircularReferencesEnd() throws {
        let files = [
            "x.prompt.yaml": "modules: [{use: ring}, {use: gone}, {content: '{{> loop}} {{> gone}}'}]",
            "ring.module.yaml": "use: ring", "loop.module.yaml": "content: '{{> loop}} {{> x}}'",
        ]
        #expect(
            try Self.closure("x.prompt.yaml", files: files) == [
                "loop.module.yaml", "ring.module.yaml", "x.prompt.yaml",
            ])
    }
}
