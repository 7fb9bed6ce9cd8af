import Diagnostics
import Foundation
import Git
import PromptCore
import StoreTestSupport
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

/// Common uses of Git beside promptpal.
@Suite struct HistoryPlainGitTests {
    private let file = "prompts/x.prompt.yaml"

    private func three() -> GitFolder {
        let git = GitFolder()
        for text in ["one", "two", "three"] { git.save(file, GitFolder.prompt("1", text), text) }
        return git
    }

    private func summaries(_ store: Store) throws -> [String] {
        try store.history(of: Address(validating: "x")).versions.map(\.commit.summary)
    }

    @Test func shallow() throws {
        let git = three()
        git.save("prompts/late.prompt.yaml", GitFolder.prompt("2"), "late")
        git.save(file, GitFolder.prompt("1", "four"), "four")
        let clone = TemporaryFolder()
        git.git("clone", "-q", "--depth", "3", "file://" + git.folder.path, clone.at("c"))
        let store = try Store(opening: FilePath(clone.at("c")))
        let history = try store.history(of: Address(validating: "x"))
        // "three" is the oldest commit there, so it is unknown if it changed the file.
        #expect(history.versions.map(\.commit.summary) == ["four"])
        #expect(history.versions.map(\.number) == [nil])
        #expect(!history.isComplete)
        let address = try Address(validating: "x")
        let known = KnownVersions(address: address, count: 0, isComplete: false)
        #expect(
            failure { try store.version(of: address, .number(1)) }?.version
                == .noNumber(1, of: address, known: known))
        let found = try store.version(of: Address(validating: "x"), .revision("HEAD~2"))
        #expect(String(decoding: found.file.source.bytes, as: UTF8.self) == GitFolder.prompt("1", "three"))
        #expect(try store.version(of: found, now: Address(validating: "x")) == nil)
        let log = try store.log()
        #expect(log.commits.map(\.commit.summary) == ["four", "late"])
        #expect(!log.isComplete)
        git.git("fetch", "-q", "--unshallow", at: clone.at("c"))
        #expect(try summaries(store) == ["one", "two", "three", "four"])
        #expect(try store.log().isComplete)
    }

    @Test func detachedHead() throws {
        let git = three()
        git.git("checkout", "-q", "--detach", "HEAD~1")
        #expect(try summaries(try git.store) == ["one", "two"])
    }

    @Test func linkedWorkTree() throws {
        let git = three()
        let other = TemporaryFolder()
        git.git("worktree", "add", "-q", other.at("w"), "-b", "side", "HEAD~1")
        let store = try Store(opening: FilePath(other.at("w")))
        #expect(try summaries(store) == ["one", "two"])
        #expect(try summaries(try git.store) == ["one", "two", "three"])
    }

    @Test func rewrittenHistory() throws {
        let git = three()
        git.git("checkout", "-q", "-b", "side", "HEAD~2")
        git.save("prompts/y.prompt.yaml", GitFolder.prompt("2"), "other")
        git.git("rebase", "-q", "side", "main")
        #expect(try summaries(try git.store) == ["one", "two", "three"])
        git.git("reset", "-q", "--hard", "HEAD~1")
        #expect(try summaries(try git.store) == ["one", "two"])
        git.git("gc", "-q", "--prune=now")
        #expect(try summaries(try git.store) == ["one", "two"])
    }

    @Test func noCommitYet() throws {
        let folder = TemporaryFolder()
        let git = GitFolder()
        git.git("init", "-q", at: folder.path)
        let store = try makeRecordStore(folder, [file: GitFolder.prompt("1")])
        let history = try store.history(of: Address(validating: "x"))
        #expect(history.versions.isEmpty)
        #expect(history.unsaved == .added)
        #expect(try store.log().commits.isEmpty)
    }

    @Test func noRepository() throws {
        let folder = TemporaryFolder()
        let store = try makeRecordStore(folder, [file: GitFolder.prompt("1")])
        #expect {
            try store.history(of: Address(validating: "x"))
        } throws: { error in
            if case .noRepository? = error as? StoreError { true } else { false }
        }
    }

    @Test func commitsOfTheStore() throws {
        let git = GitFolder(prefix: "sub/")
        git.save("prompts/a/x.prompt.yaml", GitFolder.prompt("1", "one"), "add")
        git.folder.put("outside.txt", "text")
        git.commit("outside")
        git.put("README.md", "text")
        git.commit("beside")
        git.git("mv", "sub/prompts/a/x.prompt.yaml", "sub/prompts/y.prompt.yaml")
        git.put("prompts/y.prompt.yaml", GitFolder.prompt("1", String(repeating: "another ", count: 40)))
        git.put("prompts/b.module.yaml", "content: b\n")
        git.commit("move")
        git.put("trash/e/trash.yaml", "kind: prompt\n")
        git.git("mv", "sub/prompts/y.prompt.yaml", "sub/trash/e/y.prompt.yaml")
        git.commit("delete")
        git.git("rm", "-q", "sub/trash/e/trash.yaml")
        git.git("mv", "sub/trash/e/y.prompt.yaml", "sub/prompts/y.prompt.yaml")
        git.commit("restore")
        git.git("rm", "-q", "sub/prompts/b.module.yaml")
        git.commit("remove")
        let log = try git.store.log()
        let found = log.commits.map { commit in
            "\(commit.commit.summary): "
                + commit.changes.map { "\($0.change.rawValue) \($0.address.path)" }.joined(separator: ", ")
        }
        #expect(
            found == [
                "remove: deleted b", "restore: restored y", "delete: trashed y", "move: added b, renamed y",
                "add: added a/x", "Start: ",
            ])
        #expect(try git.store.log(limit: 2).commits.count == 2)
        let folder = try git.store.log(below: Address(validating: "a"))
        #expect(folder.commits.map(\.commit.summary) == ["move", "add"])
        #expect(folder.commits[0].changes.map(\.previousPath) == ["prompts/a/x.prompt.yaml"])
    }
}

/// Returns a store without its own repository.
func makeRecordStore(_ folder: TemporaryFolder, _ files: [String: String]) throws -> Store {
    folder.put("promptpal.yaml", "format: 1\n")
    for (name, text) in files { folder.put(name, text) }
    return try Store(opening: FilePath(folder.path))
}
