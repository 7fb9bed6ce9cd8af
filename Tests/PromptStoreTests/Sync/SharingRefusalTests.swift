import Git
import PromptCore
import StoreTestSupport
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

/// Errors of sharing and cloning are data; only their kind decides.
@Suite struct SharingRefusalTests {
    private let place = GitFolder()
    private let clones = TemporaryFolder()

    init() {
        place.git("config", "user.name", "Ana Ruiz")
        place.git("config", "user.email", "ana@example.com")
        place.save("prompts/a.prompt.yaml", GitFolder.prompt("a"))
    }

    private func refusal(_ body: () throws -> Void) -> SyncRefusal? {
        guard case .sync(let refusal)? = #expect(throws: StoreError.self, performing: body) else {
            return nil
        }
        return refusal
    }

    private func clone(_ name: String, branch: String? = nil) throws -> Cloned {
        try Store.clone(
            place.folder.path, to: FilePath(clones.at(name)), from: "/", branch: branch,
            in: place.store.environment)
    }

    @Test func aBranchWithoutAnotherSide() throws {
        #expect(refusal { _ = try place.store.pull() } == .notShared)
        #expect(refusal { _ = try place.store.push() } == .notShared)
        place.git("checkout", "-q", "--detach")
        #expect(refusal { _ = try place.store.push() } == .detached)
    }

    @Test func aSideThatIsBehind() throws {
        _ = try clone("other")
        let other = try Store(opening: FilePath(clones.at("other")))
        place.git("checkout", "-q", "-b", "elsewhere")
        #expect(try other.push().commitCount == 0)
        place.git("checkout", "-q", "main")
        place.save("prompts/b.prompt.yaml", GitFolder.prompt("b"))
        place.git("checkout", "-q", "elsewhere")
        try other.make(.prompt, at: Address(unchecked: "c"), Array("name: C\ncontent: c\n".utf8))
        #expect(refusal { _ = try other.push() } == .behind(upstream: "main of origin"))
        let synced = try other.sync()
        #expect(synced.pulled.map(\.result) == [.merged])
        #expect(synced.pushed?.unrecorded == nil)
    }

    @Test func aPlaceThatIsTaken() throws {
        clones.put("full/file", "x")
        clones.folder("empty")
        #expect {
            _ = try clone("full")
        } throws: { error in
            guard case .clone(.occupied(let path))? = error as? StoreError else { return false }
            return path == clones.at("full")
        }
        #expect {
            _ = try clone("new", branch: "none")
        } throws: { error in
            guard case .clone(.noBranch("none", _))? = error as? StoreError else { return false }
            return !clones.names().contains("new")
        }
        #expect(try clone("empty").isStore)
    }

    /// The door words the error: the finding has no text of its own.
    @Test func aStoreWithoutARepository() throws {
        let folder = TemporaryFolder()
        folder.put("promptpal.yaml", "format: 1\n")
        let store = try Store(opening: FilePath(folder.path))
        let finding = try #require(try store.doctor(repairs: false).findings.first)
        guard case .noRepository(let path)? = finding.error else { return #expect(Bool(false)) }
        #expect(path == store.path.string && finding.message.isEmpty && finding.help == nil)
    }
}
