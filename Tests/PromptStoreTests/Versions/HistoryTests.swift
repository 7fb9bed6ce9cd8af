import Git
import PromptCore
import SafeFiles
import TestSupport
import Testing

@testable import PromptStore

/// The versions of one record, compared with `git log --follow` if both must agree.
@Suite struct HistoryTests {
    private func history(
        _ git: GitFolder, _ address: String, _ kind: RecordKind? = nil
    ) throws -> RecordHistory {
        try git.store.history(of: Address(validating: address), kind: kind)
    }

    /// Returns the commits of a history, newest first.
    private func commits(_ history: RecordHistory) -> [String] {
        history.versions.reversed().map(\.commit.id.hex)
    }

    @Test(arguments: ["", "sub/dir/"])
    func linear(_ prefix: String) throws {
        let git = GitFolder(prefix: prefix)
        let file = "prompts/a/x.prompt.yaml"
        let first = git.save(file, GitFolder.prompt("1", "one"), "Add a/x")
        git.save("prompts/a/y.prompt.yaml", GitFolder.prompt("2"))
        git.folder.put("elsewhere/prompts/a/x.prompt.yaml", "content: another\n")
        git.commit("Beside the store")
        let second = git.save(file, GitFolder.prompt("1", "two"), "Change a/x")
        git.save("prompts/b/x.prompt.yaml", GitFolder.prompt("3"))
        let found = try history(git, "a/x")
        #expect(commits(found) == [second, first])
        #expect(commits(found) == git.follow(file))
        #expect(found.versions.map(\.number) == [1, 2])
        #expect(found.versions.map(\.change) == [.added, .edited])
        #expect(found.versions.map(\.commit.summary) == ["Add a/x", "Change a/x"])
        #expect(found.isComplete)
        #expect(found.unsaved == nil)
        #expect(try history(git, "a/y").count == 1)
    }

    @Test func withoutID() throws {
        let git = GitFolder()
        git.save("prompts/x.prompt.yaml", "content: one\n")
        git.save("prompts/x.prompt.yaml", "content: two\n")
        git.git("mv", "prompts/x.prompt.yaml", "prompts/y.prompt.yaml")
        git.commit("Rename")
        // Here it gets its id.
        git.save("prompts/y.prompt.yaml", GitFolder.prompt("1", "two"))
        let found = try history(git, "y")
        #expect(found.count == 4)
        #expect(commits(found) == git.follow("prompts/y.prompt.yaml"))
        #expect(found.versions.map(\.address.path) == ["x", "x", "y", "y"])
        #expect(found.versions[2].previousPath == "prompts/x.prompt.yaml")
    }

    /// Git takes a renamed and rewritten file for another one; the id shows that it is the same record.
    @Test func renamedAndRewritten() throws {
        let git = GitFolder()
        let file = "prompts/old/name.prompt.yaml"
        git.save(file, GitFolder.prompt("1", "one"))
        git.git("rm", "-q", file)
        git.save("prompts/new/x.prompt.yaml", GitFolder.prompt("1", String(repeating: "other ", count: 50)))
        git.save("prompts/new/x.prompt.yaml", GitFolder.prompt("1", "three"))
        let found = try history(git, "new/x")
        #expect(found.versions.map(\.change) == [.added, .renamed, .edited])
        #expect(found.versions.map(\.address.path) == ["old/name", "new/x", "new/x"])
        // Its old name refers to it too.
        let old = try history(git, "old/name")
        #expect(old.address.path == "new/x")
        #expect(old.versions.map(\.number) == [1, 2, 3])
    }

    @Test func aFolderIsRenamed() throws {
        let git = GitFolder()
        for letter in "123456789" {
            git.put("prompts/a/b/\(letter).prompt.yaml", GitFolder.prompt(letter, "text \(letter)"))
        }
        git.commit("Add")
        git.git("mv", "prompts/a", "prompts/z")
        git.commit("Rename a folder")
        let found = try history(git, "z/b/5")
        #expect(found.versions.map(\.address.path) == ["a/b/5", "z/b/5"])
        #expect(commits(found) == git.follow("prompts/z/b/5.prompt.yaml"))
    }

    /// Two records swap their names in one commit.
    @Test func swapped() throws {
        let git = GitFolder()
        git.put("prompts/x.prompt.yaml", GitFolder.prompt("1", "one"))
        git.put("prompts/y.prompt.yaml", GitFolder.prompt("2", "two"))
        git.commit("Add")
        git.put("prompts/x.prompt.yaml", GitFolder.prompt("2", "two"))
        git.put("prompts/y.prompt.yaml", GitFolder.prompt("1", "one, changed"))
        git.commit("Swap")
        let found = try history(git, "x")
        #expect(found.versions.map(\.address.path) == ["y", "x"])
        #expect(found.versions.map(\.id?.description) == [GitFolder.id("2"), GitFolder.id("2")])
        #expect(try history(git, "y").versions.map(\.address.path) == ["x", "y"])
    }

    @Test func copies() throws {
        let git = GitFolder()
        git.save("prompts/x.prompt.yaml", GitFolder.prompt("1", "one"))
        git.save("prompts/copy.prompt.yaml", GitFolder.prompt("1", "one"))
        git.save("prompts/copy.prompt.yaml", GitFolder.prompt("1", "of the copy"))
        git.save("prompts/x.prompt.yaml", GitFolder.prompt("1", "two"))
        #expect(try history(git, "x").count == 2)
        #expect(try history(git, "copy").count == 2)
        // It gets its own id.
        git.save("prompts/copy.prompt.yaml", GitFolder.prompt("2", "of the copy"))
        #expect(try history(git, "copy").versions.map(\.change) == [.added, .edited, .edited])
    }

    @Test func movedAndGivenItsID() throws {
        let git = GitFolder()
        git.save("prompts/x.prompt.yaml", "# note\ncontent: one\n")
        git.git("rm", "-q", "prompts/x.prompt.yaml")
        git.save("prompts/y.prompt.yaml", "# note\nid: \(GitFolder.id("1"))\ncontent: one\n")
        #expect(try history(git, "y").versions.map(\.address.path) == ["x", "y"])
    }

    @Test func trashAndBack() throws {
        let git = GitFolder()
        git.save("prompts/a/x.prompt.yaml", GitFolder.prompt("1", "one"))
        git.put("trash/e/trash.yaml", "kind: prompt\n")
        git.git("mv", "prompts/a/x.prompt.yaml", "trash/e/x.prompt.yaml")
        git.commit("Delete a/x")
        let gone = try history(git, "a/x")
        #expect(gone.versions.map(\.change) == [.added, .trashed])
        #expect(gone.versions.map(\.number) == [1, nil])
        #expect(gone.address.path == "a/x")
        // In the meantime the name is used again.
        git.save("prompts/a/x.prompt.yaml", GitFolder.prompt("2", "another"))
        git.git("rm", "-q", "trash/e/trash.yaml")
        git.git("mv", "trash/e/x.prompt.yaml", "prompts/a/y.prompt.yaml")
        git.commit("Restore")
        let back = try history(git, "a/y")
        #expect(back.versions.map(\.change) == [.added, .trashed, .restored])
        #expect(back.versions.map(\.number) == [1, nil, 2])
        #expect(back.versions.map(\.address.path) == ["a/x", "a/x", "a/y"])
        let other = try history(git, "a/x")
        #expect(other.versions.map(\.change) == [.added])
    }

    @Test func deletedAndMadeAgain() throws {
        let git = GitFolder()
        let file = "prompts/x.prompt.yaml"
        git.save(file, GitFolder.prompt("1", "one"))
        git.git("rm", "-q", file)
        git.commit("Delete")
        git.save("prompts/other.prompt.yaml", GitFolder.prompt("2"))
        git.save(file, GitFolder.prompt("1", "again"))
        let found = try history(git, "x")
        #expect(found.versions.map(\.change) == [.added, .deleted, .added])
        #expect(commits(found) == git.follow(file))
        #expect(found.versions.map(\.number) == [1, nil, 2])
    }

    /// The same name, but another record: it has its own history.
    @Test func anotherOfThatName() throws {
        let git = GitFolder()
        let file = "prompts/x.prompt.yaml"
        git.save(file, GitFolder.prompt("1", "one"))
        git.git("rm", "-q", file)
        git.commit("Delete")
        git.save(file, GitFolder.prompt("2", "new"))
        #expect(try history(git, "x").versions.map(\.change) == [.added])
    }

    @Test func brokenFilesAreFollowedToo() throws {
        let git = GitFolder()
        let file = "prompts/x.prompt.yaml"
        git.save(file, GitFolder.prompt("1", "one"))
        git.save(file, "id: \(GitFolder.id("1"))\ncontent: [\n")
        git.git("mv", file, "prompts/y.prompt.yaml")
        git.commit("Rename")
        git.save("prompts/y.prompt.yaml", "\u{0}\n")
        git.save("prompts/y.prompt.yaml", GitFolder.prompt("1", "two"))
        #expect(commits(try history(git, "y")) == git.follow("prompts/y.prompt.yaml"))
    }

    @Test func amended() throws {
        let git = GitFolder()
        git.save("prompts/x.prompt.yaml", GitFolder.prompt("1", "one"))
        git.save("prompts/x.prompt.yaml", GitFolder.prompt("1", "two"))
        git.put("prompts/x.prompt.yaml", GitFolder.prompt("1", "three"))
        git.git("commit", "-q", "-a", "--amend", "-m", "Amended")
        let found = try history(git, "x")
        #expect(found.versions.map(\.commit.summary) == ["Change", "Amended"])
    }

    @Test func kindsAndFolders() throws {
        let git = GitFolder()
        git.put("prompts/a/folder.yaml", "name: A\n")
        git.put("prompts/a/x.prompt.yaml", GitFolder.prompt("1"))
        git.put("prompts/a/x.module.yaml", GitFolder.prompt("2"))
        git.put("prompts/a/x.variable.yaml", "id: \(GitFolder.id("3"))\ntype: text\n")
        git.commit("Add")
        git.save("prompts/a/x.module.yaml", GitFolder.prompt("2", "two"))
        git.save("prompts/a/folder.yaml", "name: B\n")
        #expect(try history(git, "a/x").kind == .prompt)
        #expect(try history(git, "a/x").count == 1)
        #expect(try history(git, "a/x", .module).count == 2)
        #expect(try history(git, "a/x", .variable).count == 1)
        #expect(try history(git, "a", .folder).count == 2)
        #expect(try history(git, "a").count == 2)
    }

    @Test func nothingHasTheName() throws {
        let git = GitFolder()
        git.save("prompts/launch.prompt.yaml", GitFolder.prompt("1"))
        #expect {
            try history(git, "lunch")
        } throws: { error in
            if case .notFound(_, "lunch", ["launch"])? = error as? StoreError { true } else { false }
        }
    }
}
