import Foundation
import PromptCore
import SafeFiles
import StoreTestSupport
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

/// Events that are moved to the store's `usage/`.
@Suite struct UsageSharingTests {
    private static let options = WriteOptions(isSynced: false)

    private func sharing() -> UsageFolder {
        let folder = UsageFolder()
        folder.git.put("promptpal.yaml", "format: 1\nusage: {share: true}\n")
        folder.git.commit("Share")
        return folder
    }

    @Test func onlyWhereTheStoreSharesItsUsage() throws {
        let folder = UsageFolder()
        folder.write("2026-11.jsonl", UsageFolder.line(1))
        #expect {
            try folder.store.shareUsage(UsageSharingTests.options)
        } throws: { error in
            if case .usageNotShared? = error as? StoreError { true } else { false }
        }
    }

    @Test func eachEventOnce() throws {
        let folder = sharing()
        folder.write("2026-10.jsonl", UsageFolder.line(1, at: "2026-10-05T00:00:00Z"))
        folder.write("2026-11.jsonl", UsageFolder.line(2) + "torn" + UsageFolder.line(3, prompt: 2))
        let before = try folder.uses()
        #expect(before == [1: 2, 2: 1])
        #expect(try folder.store.shareUsage(UsageSharingTests.options).events == 3)
        #expect(try folder.store.shareUsage(UsageSharingTests.options).events == 0)
        #expect(try folder.uses() == before)
        #expect(folder.git.git("status", "--porcelain").isEmpty)
        folder.append("2026-11.jsonl", "\n" + UsageFolder.line(4))
        let shared = try folder.store.shareUsage(UsageSharingTests.options)
        #expect(shared.events == 1 && shared.committed.fileCount == 1)
        #expect(try folder.uses() == [1: 3, 2: 1])
        #expect(folder.git.git("log", "-1", "--format=%s") == "Share usage: 1 event\n")
    }

    /// Two clones never write one file, so Git merges them without conflicts.
    @Test func twoClonesMerge() throws {
        let folder = sharing()
        folder.write("2026-11.jsonl", UsageFolder.line(1))
        _ = try folder.store.shareUsage(UsageSharingTests.options)
        folder.git.git("clone", "-q", ".", "clone")
        let other = folder.git.folder.at("clone")
        folder.git.folder.put(
            "clone/.git/promptpal/usage/2026-11.jsonl", UsageFolder.line(2) + UsageFolder.line(1))
        let clone = try Store(opening: .init(other))
        #expect(try clone.shareUsage(UsageSharingTests.options).events == 2)
        folder.append("2026-11.jsonl", UsageFolder.line(3))
        _ = try folder.store.shareUsage(UsageSharingTests.options)
        folder.git.git("pull", "-q", "--no-rebase", "clone", "main")
        #expect(folder.git.git("diff", "--name-only", "--diff-filter=U").isEmpty)
        #expect(folder.git.folder.names("usage").count == 2)
        #expect(try folder.uses() == [1: 3])
    }

    /// A past month is kept in `usage/` only, once it is there.
    @Test func oldMonthsGo() throws {
        let folder = sharing()
        folder.write("2020-01.jsonl", UsageFolder.line(1, at: "2020-01-05T00:00:00Z"))
        let month = String(StoreEnvironment.testing().clock.text.prefix(7))
        folder.write(month + ".jsonl", UsageFolder.line(2, at: StoreEnvironment.testing().clock.text))
        _ = try folder.store.shareUsage(UsageSharingTests.options)
        #expect(
            folder.git.folder.names(UsageFolder.place).filter { $0.hasSuffix(".jsonl") } == [month + ".jsonl"]
        )
        #expect(try folder.uses() == [1: 2])
    }
}
