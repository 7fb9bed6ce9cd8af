import Foundation
import Git
import PromptCore
import TestSupport
import Testing

@testable import PromptStore

/// Histories with branches.
@Suite struct HistoryMergeTests {
    private let file = "prompts/x.prompt.yaml"

    private func summaries(_ git: GitFolder, _ address: String = "x") throws -> [String] {
        try git.store.history(of: Address(validating: address)).versions.map(\.commit.summary)
    }

    /// Returns a text in which distant lines can be changed on two sides.
    private func text(_ top: String, _ bottom: String) -> String {
        GitFolder.prompt("1", "|") + "  \(top)\n" + String(repeating: "  same\n", count: 12) + "  \(bottom)\n"
    }

    /// If one side changed it, the merge has that side's content and is no version.
    @Test func oneSide() throws {
        let git = GitFolder()
        git.save(file, text("a", "b"), "one")
        git.git("checkout", "-q", "-b", "side")
        git.save(file, text("a", "B"), "side")
        git.git("checkout", "-q", "main")
        git.save("prompts/y.prompt.yaml", GitFolder.prompt("2"), "other")
        git.git("merge", "-q", "--no-ff", "-m", "merge", "side")
        #expect(try summaries(git) == ["one", "side"])
        #expect(git.follow(file).count == 2)
    }

    /// If both sides changed it, the merge equals neither, so it is a version. The versions of main keep
    /// their numbers.
    @Test func bothSides() throws {
        let git = GitFolder()
        git.save(file, text("a", "b"), "one")
        git.git("checkout", "-q", "-b", "side")
        git.save(file, text("a", "B"), "side")
        git.git("checkout", "-q", "main")
        git.save(file, text("A", "b"), "main")
        let before = try summaries(git)
        git.git("merge", "-q", "--no-ff", "-m", "merge", "side")
        #expect(before == ["one", "main"])
        #expect(try summaries(git) == ["one", "main", "side", "merge"])
        let listed = git.git("log", "--format=%s", "--", file).split(separator: "\n").map(String.init)
        #expect(Set(listed) == Set(try summaries(git)))
        #expect(try git.store.history(of: Address(validating: "x")).versions.map(\.number) == [1, 2, 3, 4])
    }

    @Test func renamedOnOneSideAndEditedOnTheOther() throws {
        let git = GitFolder()
        git.save(file, text("a", "b"), "one")
        git.git("checkout", "-q", "-b", "side")
        git.git("mv", file, "prompts/y.prompt.yaml")
        git.commit("rename")
        git.git("checkout", "-q", "main")
        git.save(file, text("A", "b"), "edit")
        git.git("merge", "-q", "--no-ff", "-m", "merge", "side")
        #expect(git.folder.names("prompts") == ["y.prompt.yaml"])
        #expect(try summaries(git, "y") == ["one", "edit", "rename", "merge"])
    }

    @Test func crissCross() throws {
        let git = GitFolder()
        git.save(file, text("a", "b"), "one")
        git.git("checkout", "-q", "-b", "side")
        git.save(file, text("a", "B"), "side 1")
        git.git("checkout", "-q", "main")
        git.save(file, text("A", "b"), "main 1")
        git.git("branch", "-q", "old-main")
        git.git("merge", "-q", "--no-ff", "-m", "merge 1", "side")
        git.git("checkout", "-q", "side")
        git.git("merge", "-q", "--no-ff", "-m", "merge 2", "old-main")
        git.save(file, text("A", "B 2"), "side 2")
        git.git("checkout", "-q", "main")
        git.save(file, text("A 2", "B"), "main 2")
        git.git("merge", "-q", "--no-ff", "-m", "merge 3", "side")
        let found = try summaries(git)
        let listed = git.git("log", "--format=%s", "--", file).split(separator: "\n").map(String.init)
        #expect(found.count == listed.count)
        #expect(Set(found) == Set(listed))
        #expect(found.first == "one")
        #expect(found.last == "merge 3")
        // Each comes after those it continues from.
        for (older, newer) in [
            ("one", "side 1"), ("main 1", "merge 1"), ("side 1", "merge 2"), ("merge 2", "side 2"),
        ] {
            let (a, b) = (
                try #require(found.firstIndex(of: older)), try #require(found.firstIndex(of: newer))
            )
            #expect(a < b, "\(older) \(newer)")
        }
    }

    @Test func octopus() throws {
        let git = GitFolder()
        git.save(file, text("a", "b"), "one")
        for name in ["s1", "s2", "s3"] {
            git.git("checkout", "-q", "-b", name, "main")
            git.save("prompts/\(name).prompt.yaml", GitFolder.prompt(name.last ?? "0", name), name)
        }
        git.git("checkout", "-q", "main")
        git.save(file, text("A", "b"), "two")
        git.git("merge", "-q", "-m", "merge", "s1", "s2", "s3")
        #expect(try summaries(git) == ["one", "two"])
        #expect(try summaries(git, "s3") == ["s3"])
    }

    /// Two histories without a common commit.
    @Test func unrelated() throws {
        let git = GitFolder()
        git.save(file, text("a", "b"), "one")
        git.git("checkout", "-q", "--orphan", "other")
        git.git("rm", "-rfq", ".")
        git.save("prompts/o.prompt.yaml", GitFolder.prompt("2"), "orphan")
        git.git("checkout", "-q", "main")
        git.git("merge", "-q", "--allow-unrelated-histories", "-m", "merge", "other")
        #expect(try summaries(git, "o") == ["orphan"])
        #expect(try summaries(git) == ["one"])
    }

    /// Random histories of one file on several branches: the versions are the commits that `git log` lists.
    @Test(arguments: 0..<12)
    func asGitLists(_ seed: Int) throws {
        var random = SeededRandom(seed)
        let git = GitFolder()
        git.save(file, text("0", "0"), "first")
        var branches = ["main"]
        for step in 1...14 {
            let branch = branches[Int(random.next() % UInt64(branches.count))]
            git.git("checkout", "-q", branch)
            switch random.next() % 5 {
            case 0:
                branches.append("b\(step)")
                git.git("checkout", "-q", "-b", "b\(step)")
            case 1: git.save("prompts/y.prompt.yaml", GitFolder.prompt("2", "\(step)"), "other \(step)")
            case 2:
                let other = branches[Int(random.next() % UInt64(branches.count))]
                git.git("merge", "-q", "--no-ff", "-X", "ours", "-m", "merge \(step)", other)
            default: git.save(file, text("\(step)", "\(random.next() % 3)"), "edit \(step)")
            }
        }
        git.git("checkout", "-q", "main")
        let listed = git.git("log", "--format=%H", "--", file).split(separator: "\n").map(String.init)
        let found = try git.store.history(of: Address(validating: "x")).versions.map(\.commit.id.hex)
        #expect(found.sorted() == listed.sorted())
        for (index, commit) in found.enumerated() {
            for later in found[(index + 1)...] {
                let base = git.git("merge-base", commit, later).trimmingCharacters(in: .newlines)
                #expect(base != later, "\(later) is older than \(commit) and stands after it")
            }
        }
    }
}
