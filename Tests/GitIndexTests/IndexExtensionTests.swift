import Foundation
import GitIndex
import TestSupport
import Testing

/// Git's extensions after the entries are kept as far as they are still valid.
struct IndexExtensionTests {
    static let files = [
        "README.md": "read me\n", "prompts/a/x.yaml": "x\n", "prompts/a/deep/y.yaml": "y\n",
        "prompts/b/z.yaml": "z\n", "other/o.yaml": "o\n",
    ]

    static func contains(_ bytes: [UInt8], _ text: some Collection<UInt8>) -> Bool {
        bytes.indices.contains { bytes[$0...].starts(with: text) }
    }

    @Test(arguments: ["2", "4"])
    func cachedTreesOfOtherFoldersStay(version: String) throws {
        let work = try GitWorkspace(Self.files)
        try work.git("update-index", "--index-version", version)
        // Each tree's id, which occurs in the extension only.
        let trees = try ["", "prompts", "prompts/a", "prompts/a/deep", "prompts/b", "other"].map { path in
            try #require(ObjectID(hex: try work.git("rev-parse", "HEAD:" + path).dropLast()))
        }
        let before = try work.indexBytes
        #expect(trees.map { Self.contains(before, $0.bytes) } == [true, true, true, true, true, true])
        try work.write("prompts/a/x.yaml", "changed\n")
        try work.update([try work.added("prompts/a/x.yaml")])
        let after = try work.indexBytes
        #expect(trees.map { Self.contains(after, $0.bytes) } == [false, false, false, true, true, true])
        // A new stat alone changes no tree.
        try work.writeIndex(before)
        let content = "x\n"
        try work.write("prompts/a/x.yaml", content)
        try work.update([try work.added("prompts/a/x.yaml")])
        #expect(Self.contains(try work.indexBytes, trees[0].bytes))
        // A file replaces a folder.
        try work.remove("prompts/a")
        try work.write("prompts/a", "a file\n")
        try work.update([try work.added("prompts/a")])
        let replaced = try work.indexBytes
        #expect(trees.map { Self.contains(replaced, $0.bytes) } == [false, false, false, false, true, true])
        let tree = try work.git("write-tree")
        #expect(
            try work.git("ls-tree", "-r", "--name-only", String(tree.dropLast()))
                == (try work.git("ls-files")))
        try work.git("fsck", "--strict")
    }

    /// Resolved conflicts can still be restored with `git checkout --merge`.
    @Test func resolvedConflictsAreRemembered() throws {
        let work = try GitWorkspace(Self.files)
        for (branch, text) in [("side", "theirs\n"), ("main", "ours\n")] {
            if branch == "side" {
                try work.git("checkout", "-q", "-b", "side")
            } else {
                try work.git("checkout", "-q", "main")
            }
            try work.write("README.md", text)
            try work.git("commit", "-q", "-a", "-m", branch)
        }
        try work.git("merge", "side", failing: true)
        try work.write("README.md", "resolved\n")
        try work.git("add", "README.md")
        let undo = try work.git("ls-files", "--resolve-undo")
        #expect(undo.split(separator: "\n").count == 3)
        try work.write("other/o.yaml", "changed\n")
        try work.update([try work.added("other/o.yaml")])
        #expect(try work.git("ls-files", "--resolve-undo") == undo)
    }

    /// Git reads a folder's untracked files from the index if the folder's own stat is unchanged.
    @Test(arguments: ["2", "4"])
    func untrackedFilesAreThoseOfNow(version: String) throws {
        let work = try GitWorkspace(Self.files)
        try work.git("config", "core.untrackedCache", "true")
        try work.git("update-index", "--index-version", version)
        try work.write("prompts/b/new.yaml", "new\n")
        try work.write("other/new.yaml", "new\n")
        for folder in ["prompts/a/deep", "prompts/a", "prompts/b", "prompts", "other", "."] {
            try work.age(folder, 50)
        }
        for _ in 0..<2 {
            #expect(try work.git("status", "--porcelain") == "?? other/new.yaml\n?? prompts/b/new.yaml\n")
        }
        #expect(Self.contains(try work.indexBytes, "UNTR".utf8))
        #expect(try foldersOpened(work) == 0)
        // This changes no folder on disk: only in the index one more file is tracked and another one is not.
        let added = try work.added("prompts/b/new.yaml")
        try work.update([added, .remove(path: Array("prompts/a/deep/y.yaml".utf8))])
        #expect(Self.contains(try work.indexBytes, "UNTR".utf8))
        let expected =
            "A  prompts/b/new.yaml\nD  prompts/a/deep/y.yaml\n?? other/new.yaml\n?? prompts/a/deep/\n"
        let after = try work.indexBytes
        #expect(
            try work.git("status", "--porcelain").split(separator: "\n").sorted()
                == expected.split(separator: "\n").sorted())
        try work.writeIndex(after)
        // The root, prompts, prompts/a, prompts/a/deep and prompts/b, but not other.
        #expect(try foldersOpened(work) == 5)
    }

    /// Returns the number of folders that `git status` had to read.
    private func foldersOpened(_ work: GitWorkspace) throws -> Int? {
        let trace = work.directory + "/.git/trace"
        work.environment = ["GIT_TRACE2_PERF": trace]
        try work.git("status", "--porcelain")
        work.environment = [:]
        let text = try String(contentsOfFile: trace, encoding: .utf8)
        try work.remove(".git/trace")
        return text.split(separator: "\n").compactMap { line in
            line.contains("opendir:") ? line.split(separator: ":").last.flatMap { Int($0) } : nil
        }.first
    }
}
