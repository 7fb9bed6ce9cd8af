import Diagnostics
import Foundation
import PromptCore
import TestSupport
import Testing

@testable import PromptStore

/// Labels of a store of format 2.
@Suite struct LabelFileOperationTests {
    /// A store of format 2 with a prompt that needs a module and a variable.
    private func made() -> GitFolder {
        let folder = GitFolder()
        folder.put("promptpal.yaml", "format: 2\n")
        folder.put(
            "prompts/a/x.prompt.yaml",
            "id: \(GitFolder.id("a"))\nmodules: [{use: tone}, {content: 'For {{who}}: one'}]\n")
        folder.put("prompts/tone.module.yaml", "id: \(GitFolder.id("b"))\ncontent: Be kind.\n")
        folder.put("prompts/who.variable.yaml", "id: \(GitFolder.id("c"))\ndefault: all\n")
        folder.commit("First")
        return folder
    }

    private func set(
        _ folder: GitFolder, _ record: String, _ label: String, at spec: String? = nil
    ) throws
        -> LabelChange
    {
        try folder.store.setLabel(
            SetLabelRequest(label, of: RecordName(record), at: spec.map { VersionSpec($0) }))
    }

    private func text(_ folder: GitFolder, _ name: String) throws -> String? {
        try folder.store.render(RenderRequest(prompt: RecordName(name))).rendered?.text
    }

    private func text(of folder: GitFolder, _ path: String) -> String { folder.folder.text(path) ?? "" }

    private func refusal(_ body: () throws -> Void) -> LabelRefusal? {
        do {
            try body()
        } catch StoreError.label(let refusal) {
            return refusal
        } catch {
            Issue.record("\(error)")
        }
        return nil
    }

    static let path = "labels/production/a/x.prompt.label.yaml"

    @Test func theDigestIsSHA256() throws {
        let folder = made()
        let change = try set(folder, "a/x", "production")
        #expect(change.after == folder.git("rev-parse", "HEAD~1").trimmingCharacters(in: .newlines))
        // printf 'PATH\0LENGTH\0TEXT…' | sha256sum, in byte order of the paths
        let paths = ["prompts/a/x.prompt.yaml", "prompts/tone.module.yaml", "prompts/who.variable.yaml"]
        var bytes: [UInt8] = []
        for path in paths {
            let text = Array(text(of: folder, path).utf8)
            bytes += Array(path.utf8) + [0] + Array("\(text.count)".utf8) + [0] + text
        }
        let sum = try Program.sha256sum(bytes)
        #expect(text(of: folder, Self.path).contains("  digest: sha256-\(sum)\n"))
    }

    @Test func keepsItsTextsWhateverHappens() throws {
        let folder = made()
        _ = try set(folder, "a/x", "production")
        let first = "Be kind.\n\nFor all: one"
        #expect(try text(folder, "a/x@production") == first)
        folder.save("prompts/tone.module.yaml", "id: \(GitFolder.id("b"))\ncontent: Be brief.\n")
        #expect(try text(folder, "a/x") == "Be brief.\n\nFor all: one")
        #expect(try text(folder, "a/x@production") == first)
        folder.git("checkout", "-q", "--orphan", "other")
        folder.commit("Squashed")
        folder.git("branch", "-D", "-q", "main")
        #expect(try text(folder, "a/x@production") == first)
        try FileManager.default.removeItem(atPath: folder.folder.at(".git"))
        #expect(try text(folder, "a/x@production") == first)
        #expect(throws: StoreError.self) { try text(folder, "a/x@staging") }
    }

    @Test func setsMovesAndRemoves() throws {
        let folder = made()
        #expect(try set(folder, "a/x", "production").before == nil)
        let head = folder.head()
        #expect(try set(folder, "a/x", "production").committed.commit == nil)
        #expect(folder.head() == head)
        folder.save("prompts/tone.module.yaml", "id: \(GitFolder.id("b"))\ncontent: Be brief.\n")
        _ = try set(folder, "a/x", "staging", at: "production")
        #expect(text(of: folder, Self.path) == text(of: folder, "labels/staging/a/x.prompt.label.yaml"))
        #expect(try set(folder, "a/x", "production").committed.commit != nil)
        #expect(try text(folder, "a/x@production") == "Be brief.\n\nFor all: one")
        #expect(try text(folder, "a/x@staging") == "Be kind.\n\nFor all: one")
        let rows = try folder.store.listLabels(LabelListRequest()).rows
        #expect(rows.map(\.label) == ["production", "staging"])
        _ = try folder.store.removeLabel(RemoveLabelRequest("production", of: RecordName("a/x")))
        #expect(try folder.store.listLabels(LabelListRequest()).rows.map(\.label) == ["staging"])
        let log = try folder.store.labelLog(LabelLogRequest()).map { "\($0.label) \($0.after == nil)" }
        #expect(log == ["production true", "production false", "staging false", "production false"])
        let ax = try Address(validating: "a/x")
        #expect(
            refusal { _ = try folder.store.removeLabel(RemoveLabelRequest("no", of: RecordName("a/x"))) }
                == .noLabel("no", of: ax, labels: ["staging"]))
    }

    @Test func refusals() throws {
        let folder = made()
        _ = try set(folder, "a/x", "production")
        #expect(
            refusal { _ = try set(folder, "a/x", "Production") }
                == .sameName("Production", other: "production"))
        #expect(refusal { _ = try set(folder, "a/x", "v3") } == .name("v3"))
        #expect(refusal { _ = try set(folder, "a/x", "nul") } == .folderName("nul", .reserved))
        #expect(throws: StoreError.self) { try set(folder, "a", "production") }
        folder.save("prompts/a/bad.prompt.yaml", "id: \(GitFolder.id("d"))\nmodules: [{use: gone}]\n")
        #expect(throws: StoreError.self) { try set(folder, "a/bad", "production") }
        #expect(throws: StoreError.self) {
            try folder.store.set(
                SetRequest(RecordName(Self.path), assignments: [Assignment(key: ["name"], .set, value: "x")]))
        }
    }

    @Test func aChangedLabelIsNotRendered() throws {
        let folder = made()
        _ = try set(folder, "a/x", "production")
        folder.put(Self.path, text(of: folder, Self.path).replacing("Be kind", with: "Be rude"))
        #expect(throws: StoreError.self) { try text(folder, "a/x@production") }
        _ = try set(folder, "a/x", "production")
        #expect(try text(folder, "a/x@production") == "Be kind.\n\nFor all: one")
    }

    @Test func labelsFollowTheirRecord() throws {
        let folder = made()
        _ = try set(folder, "a/x", "production")
        _ = try set(folder, "tone", "production")
        let moved = try folder.store.move(MoveRequest(RecordName("a/x"), to: "b/y"))
        let path = try #require(LabelPath(Self.path))
        #expect(moved.moved.notes == [.labelsMoved([path])])
        #expect(
            try folder.store.labelPaths().map(\.path) == [
                "labels/production/b/y.prompt.label.yaml", "labels/production/tone.module.label.yaml",
            ])
        #expect(folder.git("status", "--porcelain") == "")
        #expect(try text(folder, "b/y@production") == "Be kind.\n\nFor all: one")
        _ = try folder.store.move(MoveRequest(RecordName("b"), to: "c"))
        #expect(try text(folder, "c/y@production") != nil)
        // Moved by plain Git: found by the id.
        folder.git("mv", "prompts/c/y.prompt.yaml", "prompts/z.prompt.yaml")
        folder.commit("Move")
        #expect(try text(folder, "z@production") != nil)
        // Another record at the address of the label file.
        folder.save("prompts/c/y.prompt.yaml", GitFolder.prompt("e", "other"))
        #expect(throws: StoreError.self) { try text(folder, "c/y@production") }
        #expect(try text(folder, "z@production") != nil)
    }

    @Test func deletedAndRestored() throws {
        let folder = made()
        _ = try set(folder, "a/x", "production")
        do {
            _ = try folder.store.delete(DeleteRequest([RecordName("a")]))
            Issue.record("a labelled record was deleted")
        } catch StoreError.trash(let refusal) {
            let path = try #require(LabelPath(Self.path))
            #expect(refusal == .labelled([path]))
        }
        let before = text(of: folder, Self.path)
        let deleted = try folder.store.delete(DeleteRequest([RecordName("a")], isForced: true))
        #expect(deleted.deleted.labels == ["a/x@production"])
        #expect(try folder.store.labelPaths().isEmpty)
        let restored = try folder.store.restoreTrash(RestoreTrashRequest("a", to: "b"))
        let path = try #require(LabelPath("labels/production/b/x.prompt.label.yaml"))
        #expect(restored.restored.notes == [.labelsRestored([path])])
        #expect(text(of: folder, "labels/production/b/x.prompt.label.yaml") == before)
        #expect(try folder.store.trash().problems.isEmpty)
        #expect(folder.git("status", "--porcelain") == "")
        #expect(try text(folder, "b/x@production") == "Be kind.\n\nFor all: one")
    }

    @Test func validates() throws {
        let folder = made()
        _ = try set(folder, "a/x", "production")
        func codes() throws -> [String] {
            try folder.store.validate().files.flatMap { file in
                file.diagnostics.map { "\($0.code) \(file.source.name)" }
            }
        }
        #expect(try codes() == [])
        let whole = text(of: folder, Self.path)
        folder.put(Self.path, whole.replacing("Be kind", with: "Be rude"))
        #expect(try codes() == ["PP707 \(Self.path)"])
        folder.put(Self.path, whole)
        folder.put("labels/README.md", "ours")
        folder.git("mv", "prompts/a/x.prompt.yaml", "prompts/z.prompt.yaml")
        #expect(try codes() == ["PP710 labels/README.md", "PP709 \(Self.path)"])
    }

    @Test func versionsOfEveryCommand() throws {
        let folder = made()
        _ = try set(folder, "a/x", "production")
        folder.save(
            "prompts/a/x.prompt.yaml", "id: \(GitFolder.id("a"))\ncontent: two\n")
        let shown = try folder.store.show(ShowRequest(record: RecordName("a/x@production")))
        #expect(shown.errorCount == 0 && shown.commit == nil)
        let compared = try folder.store.diff(DiffRequest(record: RecordName("a/x@production"))).records
        #expect(compared.first?.before?.record?.header.id != nil)
        #expect(compared.first?.from == .version("production"))
        let restored = try folder.store.restore(RestoreRequest(RecordName("a/x@production")))
        #expect(restored.restored.committed.commit != nil)
        #expect(text(of: folder, "prompts/a/x.prompt.yaml").contains("For {{who}}: one"))
        #expect(try folder.store.log(LogRequest(name: RecordName("a/x@production"))).count == 1)
    }

    /// Label files are no records.
    @Test func noRecords() throws {
        let folder = made()
        _ = try set(folder, "a/x", "production")
        #expect(try folder.store.contents().files.count == 3)
        #expect(try folder.store.validate().files.isEmpty)
        #expect(try folder.store.status().changes.isEmpty)
        #expect(try folder.store.uses(UsesRequest(record: RecordName("tone"))).users.count == 1)
    }
}

private enum Program {
    /// Returns the digits that coreutils print.
    static func sha256sum(_ bytes: [UInt8]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        input.fileHandleForWriting.write(Data(bytes))
        try input.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        return String(text.prefix(64))
    }
}

extension LogOutcome {
    fileprivate var count: Int {
        switch self {
        case .record(let history, _): history.versions.count
        case .folder(let log): log.commits.count
        }
    }
}
