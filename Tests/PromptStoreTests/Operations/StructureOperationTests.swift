import Git
import PromptCore
import Testing

@testable import PromptStore

@Suite struct StructureOperationTests {
    private let options = LibraryFolder.options

    private func summary(_ library: LibraryFolder, _ committed: Committed) throws -> String {
        let id = try #require(committed.commit.flatMap { ObjectID(hex: $0) })
        return try library.store.repository().gitRepository.commit(id).summary
    }

    @Test func modules() throws {
        let library = try LibraryFolder(["x.prompt.yaml": "content: \"{{n}}\"\nvariables: {n: text}\n"])
        let store = library.store
        let name = RecordName("x")
        let added = try store.addModule(
            AddModuleRequest(
                name, module: NewModule(name: "Second", role: nil, body: .content("b")), write: options))
        #expect(added.part == "second" && added.changed == ["prompts/x.prompt.yaml"])
        #expect(try summary(library, added.committed) == "Add module Second to x")
        let renamed = try store.renameModule(
            RenameModuleRequest(name, module: "second", to: "Other", write: options))
        #expect(renamed.part == "other")
        let hidden = try store.showModule(
            ShowModuleRequest(name, module: "Other", isVisible: false, write: options))
        #expect(try summary(library, hidden.committed) == "Hide module other of x")
        let removed = try store.removeModule(RemoveModuleRequest(name, module: "1", write: options))
        let isUnused = removed.notes.contains { note in
            guard case .unused(_, "n", _) = note else { return false }
            return true
        }
        #expect(isUnused)
        #expect {
            try store.removeModule(RemoveModuleRequest(name, module: "other", write: options))
        } throws: {
            guard case StoreError.structure = $0 else { return false }
            return true
        }
    }

    @Test func optionsOfASharedModule() throws {
        let library = try LibraryFolder([
            "tone.module.yaml":
                "options:\n  - {name: Calm, content: a}\n  - {name: Warm, content: b}\n",
            "x.prompt.yaml": "modules:\n  - {use: tone, default: warm}\n",
        ])
        let owner = OptionOwnerName(RecordName("tone"))
        let renamed = try library.store.renameOption(
            RenameOptionRequest("warm", of: owner, to: "Kind", write: options))
        #expect(renamed.changed == ["prompts/tone.module.yaml", "prompts/x.prompt.yaml"])
        #expect(library.text("x.prompt.yaml")?.contains("default: kind") == true)
        #expect(
            failure {
                try library.store.removeOption(
                    RemoveOptionRequest("kind", of: owner, write: options))
            }?.part
                == .optionChosen("kind", by: [OptionChoice(path: "prompts/x.prompt.yaml", module: "tone")]))
        let removed = try library.store.removeOption(
            RemoveOptionRequest("calm", of: owner, write: options))
        #expect(removed.notes.count == 1)
    }

    @Test func variables() throws {
        let library = try LibraryFolder(["x.prompt.yaml": "content: \"{{n}}\"\nvariables: {n: text}\n"])
        let name = RecordName("x")
        let set = try library.store.setVariable(
            SetVariableRequest(
                "m", of: name, keys: [VariableKey("type", value: .text("number"))], write: options))
        #expect(set.isNew && set.part == "m")
        let renamed = try library.store.renameVariable(
            RenameVariableRequest("n", of: name, to: "word", write: options))
        #expect(renamed.oldPart == "n")
        #expect(library.text("x.prompt.yaml")?.contains("{{word}}") == true)
        #expect(
            failure {
                try library.store.removeVariable(RemoveVariableRequest("word", of: name, write: options))
            }?.part == .variableUsed("word", in: ["prompts/x.prompt.yaml"]))
    }

    @Test func isAsItWas() throws {
        let library = try LibraryFolder(["x.prompt.yaml": "modules:\n  - {name: A, content: a}\n"])
        let done = try library.store.showModule(
            ShowModuleRequest(RecordName("x"), module: "a", isVisible: true, write: options))
        #expect(done.changed.isEmpty && done.committed.commit == nil)
    }
}
