import Foundation
import PromptCore
import StoreTestSupport
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

@Suite struct UndoingTests {
    private let place = GitFolder()
    private let options = WriteOptions(isSynced: false)

    /// Saves a file's new text as one commit of promptpal.
    @discardableResult
    private func change(_ path: String, _ text: String?) throws -> String {
        if let text { place.put(path, text) } else { unlink(place.folder.at(path)) }
        let store = try place.store
        let status = try store.status()
        return try store.save(status.changes, of: status, options: options).committed.commit ?? ""
    }

    private func undo(_ revision: String? = nil) throws -> Undone {
        try place.store.undo(revision, options: options)
    }
    private func text() -> String? { place.folder.text("prompts/a.prompt.yaml") }

    private static let lines = (1...9).map { "# \($0)\n" }.joined()
    private static func body(_ content: String, _ end: String = "end") -> String {
        "id: \(GitFolder.id("a"))\ncontent: \(content)\n\(lines)# \(end)\n"
    }

    @Test func againAndAgain() throws {
        let one = UndoingTests.body("one")
        let two = UndoingTests.body("two")
        try change("prompts/a.prompt.yaml", one)
        let second = try change("prompts/a.prompt.yaml", two)
        let third = try change("prompts/a.prompt.yaml", nil)
        let first = try undo()
        #expect(first.undone == third)
        #expect(text() == two)
        #expect(try undo().undone == second)
        #expect(text() == one)
        #expect(
            place.message().hasPrefix(
                "Undo \"Edit a\"\n\nPromptpal-Op: undo\nPromptpal-Id: \(GitFolder.id("a"))\nPromptpal-Undo: \(second)"
            ))
        // Redo: the undo is reverted.
        let redone = try undo("HEAD")
        #expect(text() == two)
        #expect(place.message().hasPrefix("Redo \"Edit a\"\n"))
        #expect(redone.summary == "Undo \"Edit a\"")
        // The redone change is the last change again.
        #expect(try undo().undone == second)
        #expect(text() == one)
        _ = try undo()
        #expect(text() == nil)
        #expect(failure { try undo() }?.undo == .nothingLeft)
        #expect(place.porcelain == "")
        #expect(place.git("fsck", "--strict") == "")
    }

    private func title(_ commit: String) -> CommitTitle {
        CommitTitle(
            shortID: String(place.git("rev-parse", commit).prefix(7)),
            summary: String(place.git("log", "-1", "--format=%s", commit).dropLast()))
    }

    @Test func laterChangesStay() throws {
        try change("prompts/a.prompt.yaml", UndoingTests.body("one"))
        let second = try change("prompts/a.prompt.yaml", UndoingTests.body("two"))
        // In other lines: both changes are kept.
        try change("prompts/a.prompt.yaml", UndoingTests.body("two", "later"))
        #expect(try undo(second).merged == ["prompts/a.prompt.yaml"])
        #expect(text() == UndoingTests.body("one", "later"))
        // In the same lines: refused.
        let fourth = try change("prompts/a.prompt.yaml", UndoingTests.body("four", "later"))
        let fifth = try change("prompts/a.prompt.yaml", UndoingTests.body("five", "later"))
        #expect(
            failure { try undo(fourth) }?.undo
                == .conflicts(
                    title(fourth),
                    [.changedLater(path: "prompts/a.prompt.yaml", by: title(fifth))]))
        #expect(text() == UndoingTests.body("five", "later"))
    }

    @Test func unsavedEditsStay() throws {
        try change("prompts/a.prompt.yaml", UndoingTests.body("one"))
        try change("prompts/a.prompt.yaml", UndoingTests.body("two"))
        place.put("prompts/a.prompt.yaml", UndoingTests.body("two", "unsaved"))
        #expect(
            failure { try undo() }?.undo
                == .conflicts(title(place.head()), [.unsavedEdits(path: "prompts/a.prompt.yaml")]))
        #expect(text() == UndoingTests.body("two", "unsaved"))
        // A name that is used again since.
        place.git("checkout", "-q", "--", ".")
        let deleted = try change("prompts/a.prompt.yaml", nil)
        let again = try change("prompts/a.prompt.yaml", GitFolder.prompt("e"))
        #expect(
            failure { try undo(deleted) }?.undo
                == .conflicts(
                    title(deleted), [.changedLater(path: "prompts/a.prompt.yaml", by: title(again))]))
    }

    @Test func whatCanNotBeTakenBack() throws {
        let other = place.save("notes.txt", "x\n", "Mine")
        #expect(failure { try undo(other) }?.undo == .foreign(title(other)))
        let root = String(place.git("rev-list", "--max-parents=0", "HEAD").prefix(7))
        #expect(failure { try undo(root) }?.undo == .first(title(root)))
        #expect(failure { try undo("nonsense") }?.undo == .noSuchCommit("nonsense"))
        place.git("switch", "-q", "-c", "side")
        let aside = try change("prompts/a.prompt.yaml", UndoingTests.body("one"))
        place.git("switch", "-q", "main")
        #expect(failure { try undo(aside) }?.undo == .elsewhere(title(aside)))
        place.git("merge", "-q", "--no-ff", "-m", "Merge side", "side")
        #expect(failure { try undo("HEAD") }?.undo == .merge(title("HEAD"), parent: 1))
        // A change that came with a merge can be undone on its own, once.
        _ = try undo(aside)
        #expect(text() == nil)
        #expect(
            failure { try undo(aside) }?.undo == .undone(title(aside), by: String(place.head().prefix(7))))
    }

    @Test func beyondTheHorizon() throws {
        try change("prompts/a.prompt.yaml", UndoingTests.body("one"))
        let second = try change("prompts/a.prompt.yaml", UndoingTests.body("two"))
        place.git("clone", "-q", "--depth", "1", "file://" + place.folder.path, "clone")
        let clone = try Store(opening: FilePath(place.folder.at("clone")))
        #expect(
            failure { try clone.undo(nil, options: options) }?.undo == .shallow(title(second)))
        place.git("fetch", "-q", "--unshallow", at: place.folder.at("clone"))
        #expect(try clone.undo(nil, options: options).undone == second)
    }

    @Test func usersAreNotLeftBehind() throws {
        let tone = try change("prompts/tone.module.yaml", GitFolder.prompt("b"))
        try change("prompts/p.prompt.yaml", "id: \(GitFolder.id("c"))\nmodules: [{use: tone}]\n")
        let use = RecordUse(user: try Address(validating: "p"), used: try Address(validating: "tone"))
        #expect(failure { try undo(tone) }?.refactoring == .used([use], by: .undo))
        _ = try undo()
        _ = try undo(tone)
        #expect(place.folder.text("prompts/tone.module.yaml") == nil)
    }

    @Test func moreThanOneFileTogether() throws {
        place.put("prompts/a.prompt.yaml", UndoingTests.body("one"))
        try change("prompts/b.prompt.yaml", GitFolder.prompt("b"))
        rename(place.folder.at("prompts/a.prompt.yaml"), place.folder.at("prompts/z.prompt.yaml"))
        try change("prompts/b.prompt.yaml", nil)
        let undone = try undo()
        #expect(
            undone.paths.sorted() == [
                "prompts/a.prompt.yaml", "prompts/b.prompt.yaml", "prompts/z.prompt.yaml",
            ])
        #expect(text() == UndoingTests.body("one"))
        #expect(place.folder.names("prompts") == ["a.prompt.yaml", "b.prompt.yaml"])
        #expect(place.porcelain == "")
    }
}
