import Diagnostics
import Foundation
import PromptCore
import TestSupport
import Testing

@testable import PromptStore

@Suite struct RestoringTests {
    private let place = GitFolder()

    private func restore(_ name: String, _ version: String, force: Bool = false) throws -> Restored {
        let store = try place.store
        let address = try Address(validating: name)
        let old = try store.version(of: address, VersionSpec(version))
        return try store.restore(
            old.file, id: old.id, at: address, version: version, isForced: force,
            options: WriteOptions(isSynced: false))
    }

    @Test func atItsPresentPlace() throws {
        place.save("prompts/a.prompt.yaml", GitFolder.prompt("a", "one"))
        place.save("prompts/a.prompt.yaml", GitFolder.prompt("a", "two"))
        place.git("mv", "prompts/a.prompt.yaml", "prompts/b.prompt.yaml")
        place.commit("Move")
        let restored = try restore("b", "v1")
        #expect(restored.record.path == "prompts/b.prompt.yaml")
        #expect(place.folder.text("prompts/b.prompt.yaml") == GitFolder.prompt("a", "one"))
        #expect(
            place.message().hasPrefix(
                "Restore b to v1\n\nPromptpal-Op: restore\nPromptpal-Id: \(GitFolder.id("a"))"))
        #expect(place.touched() == ["M prompts/b.prompt.yaml"])
        #expect(try restore("b", "v1").committed.commit == nil)
    }

    @Test func oneThatIsGone() throws {
        place.save("prompts/deep/a.prompt.yaml", GitFolder.prompt("a", "one"))
        place.git("rm", "-q", "prompts/deep/a.prompt.yaml")
        place.commit("Delete")
        let restored = try restore("deep/a", "v1")
        #expect(restored.cameBack)
        #expect(place.folder.text("prompts/deep/a.prompt.yaml") == GitFolder.prompt("a", "one"))
        #expect(place.porcelain == "")
    }

    @Test func theIDStays() throws {
        place.save("prompts/a.prompt.yaml", "content: one\n")
        place.save("prompts/a.prompt.yaml", GitFolder.prompt("a", "two"))
        _ = try restore("a", "v1")
        #expect(place.folder.text("prompts/a.prompt.yaml") == GitFolder.prompt("a", "one"))
    }

    @Test func unsavedEditsStay() throws {
        place.save("prompts/a.prompt.yaml", GitFolder.prompt("a", "one"))
        place.save("prompts/a.prompt.yaml", GitFolder.prompt("a", "two"))
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a", "unsaved"))
        #expect(
            failure { try restore("a", "v1") }?.restoring
                == .unsavedEdits(path: "prompts/a.prompt.yaml", try Address(validating: "a")))
        _ = try restore("a", "v1", force: true)
        #expect(place.folder.text("prompts/a.prompt.yaml") == GitFolder.prompt("a", "one"))
    }

    @Test func whatItUsedIsNoMore() throws {
        place.put("prompts/tone.module.yaml", GitFolder.prompt("b"))
        place.save("prompts/a.prompt.yaml", "id: \(GitFolder.id("a"))\nmodules: [{use: tone}]\n")
        place.git("rm", "-q", "prompts/tone.module.yaml")
        place.save("prompts/a.prompt.yaml", GitFolder.prompt("a", "alone"))
        #expect(try restore("a", "v1").errors?.diagnostics.first?.code == "PP301")
    }
}
