import PromptCore
import TestSupport
import Testing

@testable import PromptStore

@Suite struct SaveOperationTests {
    private func save(_ library: LibraryFolder, _ selection: SaveRequest.Selection) throws -> Saved {
        var request = SaveRequest(selection)
        request.write = LibraryFolder.options
        return try library.store.save(request)
    }

    @Test func asksWhichOfSeveral() throws {
        let library = try LibraryFolder(["a.prompt.yaml": "content: a\n", "b.prompt.yaml": "content: b\n"])
        #expect(try save(library, .named(RecordSelection(["promptpal.yaml"]))).changes.count == 1)
        var found: StoreStatus?
        do {
            _ = try save(library, .single)
        } catch StoreError.severalEdits(let status) {
            found = status
        }
        let status = try #require(found)
        #expect(status.changes.map(\.path) == ["prompts/a.prompt.yaml", "prompts/b.prompt.yaml"])
        #expect(try save(library, .named(RecordSelection(["a"]))).changes.count == 1)
        #expect(try save(library, .single).changes.map(\.path) == ["prompts/b.prompt.yaml"])
        #expect(try save(library, .all).committed.commit == nil)
    }

    @Test func savesWhatWasShown() throws {
        let library = try LibraryFolder(["a.prompt.yaml": "content: a\n"])
        let status = try library.store.status()
        library.folder.put("prompts/b.prompt.yaml", "content: b\n")
        #expect(try save(library, .shown(status)).changes.count == 2)
        #expect(try save(library, .single).changes.map(\.path) == ["prompts/b.prompt.yaml"])
    }

    @Test func errorsAndSecretsAreTwoThings() throws {
        let library = try LibraryFolder(["a.prompt.yaml": "content: [\n"])
        #expect { try save(library, .all) } throws: {
            guard case StoreError.invalid = $0 else { return false }
            return true
        }
        let key = "sk-ant-api03-" + String(repeating: "aB3dE5gH7j", count: 9) + "-AqZkRwAA"
        library.folder.put("prompts/a.prompt.yaml", "content: \(key)\n")
        #expect { try save(library, .all) } throws: {
            guard case StoreError.secrets = $0 else { return false }
            return true
        }
    }
}
