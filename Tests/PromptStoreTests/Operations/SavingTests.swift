import Diagnostics
import Foundation
import PromptCore
import SafeFiles
import TestSupport
import Testing

@testable import PromptStore

extension GitFolder {
    /// Returns the paths that a commit changed, each with Git's letter: `M prompts/a.prompt.yaml`.
    func touched(_ commit: String = "HEAD") -> [String] {
        git("show", "--format=", "--name-status", "--no-renames", commit).split(separator: "\n").map {
            String($0).replacing("\t", with: " ")
        }
    }

    /// Git's status of the other files.
    var porcelain: String { git("status", "--porcelain") }

    func message(_ commit: String = "HEAD") -> String { git("log", "-1", "--format=%B", commit) }
}

@Suite struct SavingTests {
    private func saved(
        _ place: GitFolder, _ wanted: (StatusChange) -> Bool = { _ in true }, message: String? = nil,
        force: Bool = false
    ) throws -> Saved {
        let store = try place.store
        let status = try store.status()
        return try store.save(
            status.changes.filter(wanted), of: status, message: message, isForced: force,
            options: WriteOptions(isSynced: false))
    }

    @Test(arguments: ["", "sub/"])
    func onlyWhatWasNamed(_ prefix: String) throws {
        let place = GitFolder(prefix: prefix)
        place.folder.put("mine.txt", "1\n")
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a"))
        place.put("prompts/b.prompt.yaml", GitFolder.prompt("b"))
        place.commit("Fill")
        place.folder.put("mine.txt", "2\n")
        place.git("add", "mine.txt")
        place.folder.put("untracked.txt", "3\n")
        place.put("prompts/b.prompt.yaml", GitFolder.prompt("b", "unsaved"))
        let before = place.porcelain
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a", "saved"))
        let result = try saved(place, { $0.path.contains("a.prompt") })
        #expect(result.summary == "Edit a")
        #expect(place.touched() == ["M \(prefix)prompts/a.prompt.yaml"])
        #expect(place.porcelain == before)
        #expect(
            place.message().contains("Promptpal-Op: save\nPromptpal-Id: \(GitFolder.id("a"))"))
        #expect(place.git("fsck", "--strict") == "")
    }

    @Test func everyKindInOneVersion() throws {
        let place = GitFolder()
        for letter in "abcd" { place.put("prompts/\(letter).prompt.yaml", GitFolder.prompt(letter)) }
        place.commit("Fill")
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a", "edited"))
        unlink(place.folder.at("prompts/b.prompt.yaml"))
        place.git("mv", "prompts/c.prompt.yaml", "prompts/moved.prompt.yaml")
        place.put("prompts/new.prompt.yaml", "# first\ncontent: x   # stays\n")
        let result = try saved(place)
        #expect(result.summary == "Edit 4 prompts")
        #expect(place.message().contains("- Edit a\n- Delete b\n- Move c to moved\n- Add new\n"))
        #expect(place.porcelain == "")
        #expect(try place.store.status().changes.isEmpty)
        let text = try #require(place.folder.text("prompts/new.prompt.yaml"))
        #expect(text.hasPrefix("# first\nid: "))
        #expect(text.hasSuffix("\ncontent: x   # stays\n"))
        let id = try #require(try place.store.read(.prompt, at: Address(validating: "new")).record?.header.id)
        #expect(text.contains("id: \(id.value)"))
        #expect(!text.contains("created"))
    }

    @Test(arguments: [
        (["edited"], "Edit a"), (["new"], "Add n"), (["deleted"], "Delete b"), (["renamed"], "Move c to m"),
        (["new", "renamed"], "Edit 2 prompts"),
    ])
    func whatItIsCalled(_ kinds: [String], _ summary: String) throws {
        let place = GitFolder()
        for letter in "abc" { place.put("prompts/\(letter).prompt.yaml", GitFolder.prompt(letter)) }
        place.commit("Fill")
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a", "edited"))
        unlink(place.folder.at("prompts/b.prompt.yaml"))
        rename(place.folder.at("prompts/c.prompt.yaml"), place.folder.at("prompts/m.prompt.yaml"))
        place.put("prompts/n.prompt.yaml", GitFolder.prompt("d"))
        #expect(try saved(place, { kinds.contains($0.kind.rawValue) }).summary == summary)
    }

    @Test func ownWords() throws {
        let place = GitFolder()
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a"))
        _ = try saved(place, message: "Shorter\n\nBecause it was long.")
        #expect(place.message().hasPrefix("Shorter\n\nBecause it was long.\n\nPromptpal-Op: save\n"))
    }

    @Test func copiesGetAnID() throws {
        let place = GitFolder()
        place.put("prompts/m.prompt.yaml", GitFolder.prompt("a"))
        place.commit("Fill")
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a"))
        place.put("prompts/z.prompt.yaml", GitFolder.prompt("a", "z"))
        let result = try saved(place)
        #expect(result.notes.count == 2)
        let ids = try ["m", "a", "z"].map {
            try #require(try place.store.read(.prompt, at: Address(validating: $0)).record?.header.id).value
                .description
        }
        #expect(ids[0] == GitFolder.id("a"))
        #expect(Swift.Set(ids).count == 3)
        // If neither is committed, the first one by path keeps the id.
        place.put("prompts/new/2.prompt.yaml", GitFolder.prompt("e"))
        place.put("prompts/new/1.prompt.yaml", GitFolder.prompt("e"))
        _ = try saved(place)
        #expect(place.folder.text("prompts/new/1.prompt.yaml")?.contains(GitFolder.id("e")) == true)
        #expect(place.folder.text("prompts/new/2.prompt.yaml")?.contains(GitFolder.id("e")) == false)
    }

    @Test func aLostIDComesBack() throws {
        let place = GitFolder()
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a"))
        place.put("prompts/b.prompt.yaml", GitFolder.prompt("b"))
        place.commit("Fill")
        place.put("prompts/a.prompt.yaml", "content: new\n")
        _ = try saved(place)
        #expect(place.folder.text("prompts/a.prompt.yaml")?.contains(GitFolder.id("a")) == true)
        // If a file is copied over another one, the record of that path continues.
        place.put("prompts/b.prompt.yaml", GitFolder.prompt("a"))
        _ = try saved(place)
        #expect(place.folder.text("prompts/b.prompt.yaml")?.contains(GitFolder.id("b")) == true)
    }

    @Test func swappedFilesKeepTheirIDs() throws {
        let place = GitFolder()
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a"))
        place.put("prompts/b.prompt.yaml", GitFolder.prompt("b"))
        place.commit("Fill")
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("b"))
        place.put("prompts/b.prompt.yaml", GitFolder.prompt("a"))
        _ = try saved(place)
        #expect(place.folder.text("prompts/a.prompt.yaml") == GitFolder.prompt("b"))
        #expect(place.folder.text("prompts/b.prompt.yaml") == GitFolder.prompt("a"))
    }

    @Test func errorsStopIt() throws {
        let place = GitFolder()
        place.put("prompts/good.prompt.yaml", GitFolder.prompt("a"))
        place.put("prompts/bad.prompt.yaml", "contnt: x\n")
        let head = place.head()
        #expect {
            _ = try saved(place)
        } throws: { error in
            if case .invalid(let report)? = error as? StoreError { report.count(.error) == 1 } else { false }
        }
        #expect(place.head() == head)
        #expect(try saved(place, force: true).committed.fileCount == 2)
        #expect(place.folder.text("prompts/bad.prompt.yaml")?.hasSuffix("contnt: x\n") == true)
        place.put("prompts/GOOD.prompt.yaml", GitFolder.prompt("b"))
        guard case .invalid(let report)? = failure({ try saved(place) }) else {
            return #expect(Bool(false), "the names are the same on many systems")
        }
        #expect(report.files.flatMap(\.diagnostics).map(\.code) == ["PP503"])
    }

    @Test func whatOthersUseIsNotLost() throws {
        let place = GitFolder()
        place.put("prompts/tone.module.yaml", GitFolder.prompt("a"))
        place.put("prompts/p.prompt.yaml", "id: \(GitFolder.id("b"))\nmodules: [{use: tone}]\n")
        place.commit("Fill")
        unlink(place.folder.at("prompts/tone.module.yaml"))
        let use = RecordUse(user: try Address(validating: "p"), used: try Address(validating: "tone"))
        #expect(failure { try saved(place) }?.refactoring == .used([use], by: .save))
        // Both changes at once are accepted.
        place.put("prompts/p.prompt.yaml", "id: \(GitFolder.id("b"))\ncontent: alone\n")
        #expect(try saved(place).committed.fileCount == 2)
    }

    @Test func aFileThatChangesMeanwhile() throws {
        let place = GitFolder()
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a"))
        let store = try place.store
        let status = try store.status()
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a", "newer"))
        #expect {
            try store.save(status.changes, of: status)
        } throws: { error in
            if case .file(.changedOnDisk)? = error as? StoreError { true } else { false }
        }
        #expect(place.folder.text("prompts/a.prompt.yaml") == GitFolder.prompt("a", "newer"))
    }

    @Test func theFirstVersion() throws {
        let place = GitFolder()
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a"))
        place.git("update-ref", "-d", "HEAD")
        place.git("rm", "-rq", "--cached", ".")
        _ = try saved(place)
        #expect(place.touched() == ["A promptpal.yaml", "A prompts/a.prompt.yaml"])
        #expect(place.porcelain == "")
    }
}
