import Diagnostics
import PromptCore
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

@Suite struct MigrateOperationTests {
    private func made() throws -> GitFolder {
        let folder = GitFolder()
        folder.put("promptpal.yaml", "# ours\nformat: 1 # the first\nname: Test\n")
        folder.put(
            "prompts/a/x.prompt.yaml", "id: \(GitFolder.id("a"))\nmodules: [{use: tone}, {content: one}]\n")
        folder.put("prompts/tone.module.yaml", "id: \(GitFolder.id("b"))\ncontent: Be kind.\n")
        folder.commit("First")
        let store = try folder.store
        _ = try store.setLabel(SetLabelRequest("production", of: RecordName("a/x")))
        _ = try store.setLabel(SetLabelRequest("staging", of: RecordName("tone")))
        let list = folder.folder.text("labels.yaml") ?? ""
        folder.save(
            "labels.yaml", "# who decides: Ana\n" + list.replacing("staging:", with: "staging: # soon"))
        folder.save("prompts/tone.module.yaml", "id: \(GitFolder.id("b"))\ncontent: Be brief.\n")
        return folder
    }

    private func migrate(
        _ folder: GitFolder, to format: Format, dropsBroken: Bool = false
    ) throws -> MigrateOutcome {
        try folder.store.migrate(MigrateRequest(to: format, dropsBroken: dropsBroken))
    }

    private func text(_ folder: GitFolder, _ name: String) throws -> String? {
        try folder.store.render(RenderRequest(prompt: RecordName(name))).rendered?.text
    }

    private func tree(_ folder: GitFolder) -> [String?] {
        ["promptpal.yaml", "labels.yaml", "prompts/a/x.prompt.yaml", "prompts/tone.module.yaml"].map {
            folder.folder.text($0)
        }
    }

    @Test func thereAndBack() throws {
        let folder = try made()
        let before = tree(folder)
        let old = try text(folder, "a/x@production")
        let there = try migrate(folder, to: .two)
        #expect(there.labels == ["a/x@production", "tone@staging"] && !there.changesMeaning)
        #expect(folder.folder.text("promptpal.yaml") == "# ours\nformat: 2 # the first\nname: Test\n")
        #expect(folder.folder.text("labels.yaml") == nil)
        #expect(folder.folder.text(".gitattributes")?.hasSuffix("\nlabels/** -merge\n") == true)
        #expect(try text(folder, "a/x@production") == old && old == "Be kind.\n\none")
        #expect(try folder.store.validate().files.isEmpty)
        let events = try folder.store.labelLog(LabelLogRequest()).map(\.label)
        #expect(events == ["staging", "production"])
        let back = try migrate(folder, to: .one)
        #expect(back.labels.count == 2 && back.problems.isEmpty)
        #expect(tree(folder) == before)
        #expect(try text(folder, "a/x@production") == old)
        #expect(folder.git("status", "--porcelain") == "")
    }

    @Test func changesBetweenComeBackToo() throws {
        let folder = try made()
        _ = try migrate(folder, to: .two)
        _ = try folder.store.setLabel(SetLabelRequest("production", of: RecordName("a/x")))
        _ = try folder.store.removeLabel(RemoveLabelRequest("staging", of: RecordName("tone")))
        let text = try text(folder, "a/x@production")
        _ = try migrate(folder, to: .one)
        let list = folder.folder.text("labels.yaml") ?? ""
        #expect(list.hasPrefix("# who decides: Ana\nproduction:") && !list.contains("staging"))
        #expect(try self.text(folder, "a/x@production") == text && text == "Be brief.\n\none")
    }

    @Test func dryRunsChangeNothing() throws {
        let folder = try made()
        let head = folder.head()
        let outcome = try folder.store.migrate(MigrateRequest(to: .two, isDryRun: true))
        #expect(outcome.labels.count == 2 && outcome.committed.commit == nil)
        #expect(folder.head() == head && folder.git("status", "--porcelain") == "")
        #expect(try migrate(folder, to: .one).committed.commit == nil)
    }

    @Test func lostCommitsAndFolders() throws {
        let folder = try made()
        folder.save("prompts/a/folder.yaml", "id: \(GitFolder.id("d"))\nname: A\n")
        let list = folder.folder.text("labels.yaml") ?? ""
        let lost = String(repeating: "12", count: 20)
        let head = folder.head()
        folder.save(
            "labels.yaml",
            list + "gone:\n  \(GitFolder.id("a")): {address: a/x, commit: \(lost)}\n"
                + "area:\n  \(GitFolder.id("d")): {address: a, commit: \(head)}\n")
        folder.save("prompts/tone.module.yaml", "id: \(GitFolder.id("b"))\ncontent: Be quiet.\n")
        #expect(throws: StoreError.self) { try migrate(folder, to: .two) }
        #expect(folder.folder.text("labels.yaml") != nil)
        let outcome = try migrate(folder, to: .two, dropsBroken: true)
        #expect(outcome.problems.map(\.label) == ["a/x@gone", "a@area"])
        #expect(outcome.problems.map(\.problem) == [.commitMissing(lost), .folder])
        #expect(outcome.labels.count == 2)
    }

    @Test func existingLabelFilesAreInTheWay() throws {
        let folder = try made()
        folder.save("labels/production/a/x.prompt.label.yaml", "a: b\n")
        #expect(throws: StoreError.self) { try migrate(folder, to: .two) }
    }

    /// A shallow clone of a store of format 1 does not have the commits of its labels.
    @Test func shallowClones() throws {
        let folder = try made()
        func codes(_ name: String) throws -> [String] {
            folder.git("clone", "-q", "--depth", "1", "file://\(folder.folder.path)", folder.folder.at(name))
            let clone = try Store(opening: FilePath(folder.folder.at(name)), in: folder.store.environment)
            return clone.validate().files.flatMap(\.diagnostics).map { "\($0.code) \($0.severity)" }
        }
        #expect(try codes("one") == ["PP708 note", "PP708 note"])
        _ = try migrate(folder, to: .two)
        #expect(try codes("two") == [])
    }
}
