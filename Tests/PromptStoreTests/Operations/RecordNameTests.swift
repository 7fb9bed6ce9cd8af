import Diagnostics
import PromptCore
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

@Suite struct RecordNameTests {
    private let folder = TemporaryFolder()
    private let store: Store

    init() throws {
        store = try makeStore(
            folder,
            [
                "prompts/a/x.prompt.yaml": "content: x\n", "prompts/a/x.module.yaml": "content: m\n",
                "prompts/a/tone.module.yaml": "content: m\n", "prompts/b/folder.yaml": "name: B\n",
                "prompts/a/size.variable.yaml": "type: text\n",
            ])
    }

    private func name(_ text: String, kind: RecordKind? = nil, from directory: String? = "") -> RecordName {
        RecordName(text, kind: kind, from: directory.map { FilePath(folder.at($0)) })
    }

    @Test(arguments: [
        ("a/x", nil as RecordKind?, "", "prompts/a/x.prompt.yaml"),
        ("a/x", .module, "", "prompts/a/x.module.yaml"),
        ("a/tone", nil, "", "prompts/a/tone.module.yaml"),
        ("prompts/a/x.module.yaml", nil, "prompts/b", "prompts/a/x.module.yaml"),
        ("x.module.yaml", nil, "prompts/a", "prompts/a/x.module.yaml"),
        ("../a/size.variable.yaml", nil, "prompts/b", "prompts/a/size.variable.yaml"),
        // The ending goes before the kind that is asked for.
        ("a/x.prompt.yaml", .module, "prompts", "prompts/a/x.prompt.yaml"),
        ("b", nil, "", "prompts/b/folder.yaml"),
        ("folder.yaml", nil, "prompts/b", "prompts/b/folder.yaml"),
    ])
    func files(_ text: String, _ kind: RecordKind?, _ directory: String, _ path: String) throws {
        #expect(try store.file(named: name(text, kind: kind, from: directory)).source.name == path)
    }

    /// A door without a working directory still takes paths of the store.
    @Test func withoutDirectory() throws {
        #expect(try store.file(named: RecordName("prompts/a/x.prompt.yaml")).kind == .prompt)
        #expect(store.storePath("a/x.prompt.yaml", from: nil) == nil)
    }

    @Test func errorsAreData() {
        #expect { try store.file(named: name("a/x@v2")) } throws: {
            guard case StoreError.versionGiven("a/x@v2", "@v2") = $0 else { return false }
            return true
        }
        #expect { try store.file(named: name("a")) } throws: {
            guard case StoreError.noFolderFile(let address) = $0 else { return false }
            return address.path == "a"
        }
        #expect { try store.file(named: name("a/tome")) } throws: {
            guard case StoreError.notFound("prompt, module or variable", "a/tome", ["a/tone"]) = $0 else {
                return false
            }
            return true
        }
        #expect { try store.prompt(named: name("a/tone")) } throws: {
            guard case StoreError.notAPrompt(_, .module) = $0 else { return false }
            return true
        }
        #expect { try Address(new: "a/y.prompt.yaml") } throws: {
            guard case StoreError.endingGiven("a/y") = $0 else { return false }
            return true
        }
    }

    @Test func items() throws {
        #expect(try store.item(named: name("a/")).kind == .folder)
        #expect(try store.item(named: name("a")).kind == .folder)
        #expect(try store.item(named: name("a/x")).kind == .prompt)
        #expect(try store.item(named: name("prompts/b/folder.yaml")).title == "b/")
        #expect(throws: StoreError.self) { try store.item(named: name("a/x/")) }
        #expect(throws: StoreError.self) { try store.item(named: name("prompts/folder.yaml")) }
    }

    @Test func selections() throws {
        func paths(_ names: String..., from directory: String = "") throws -> [String] {
            try store.files(named: RecordSelection(names, from: FilePath(folder.at(directory)))).map(\.path)
        }
        #expect(try paths("a/x") == ["prompts/a/x.module.yaml", "prompts/a/x.prompt.yaml"])
        #expect(try paths("a").count == 4)
        #expect(try paths("b", "a/tone", "b") == ["prompts/a/tone.module.yaml", "prompts/b/folder.yaml"])
        #expect(try paths(".", from: "prompts/b") == ["prompts/b/folder.yaml"])
        #expect(try paths("promptpal.yaml") == ["promptpal.yaml"])
        #expect(throws: StoreError.self) { try paths("c") }
        let selected = store.paths(named: RecordSelection(["a/x"]))
        #expect(selected.concern("prompts/a") && selected.concern("prompts/a/x/y"))
        #expect(!selected.concern("prompts/b"))
    }
}
