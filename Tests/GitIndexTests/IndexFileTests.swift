import Foundation
import GitIndex
import TestSupport
import Testing

/// Reading, look-ups and iteration on an index that the real git wrote.
struct IndexFileTests {
    static let files = [
        "README.md": "read me\n", "prompts/a.prompt.yaml": "a\n", "prompts/a/x.prompt.yaml": "x\n",
        "prompts/a/y.prompt.yaml": "y\n", "prompts/b/é.prompt.yaml": "z\n", "zz": "last\n",
    ]
    static let someID = ObjectID.emptyBlob

    static func set(_ path: String, _ stat: IndexStat = .unknown) -> IndexChange {
        .set(path: Array(path.utf8), id: someID, mode: 0o100644, stat: stat)
    }

    /// Returns the output of `git ls-files --stage` for our own index.
    static func listing(_ index: IndexFile, under prefix: String = "") -> String {
        var text = ""
        index.forEach(under: Array(prefix.utf8)) { path, entry in
            text += "\(String(entry.mode, radix: 8)) \(entry.id) \(entry.stage)\t"
            text += String(decoding: path, as: UTF8.self) + "\n"
        }
        return text
    }

    @Test(arguments: ["2", "4"])
    func readsWhatGitLists(version: String) throws {
        let work = try GitWorkspace(Self.files)
        try work.git("config", "core.quotePath", "false")
        try work.git("update-index", "--skip-worktree", "zz")
        try work.git("update-index", "--assume-unchanged", "README.md")
        try work.write("prompts/later", "later\n")
        try work.git("add", "--intent-to-add", "prompts/later")
        try work.git("update-index", "--index-version", version)
        let bytes = try work.indexBytes
        // Further flags turn version 2 into version 3.
        #expect(bytes[7] == (version == "2" ? 3 : 4))
        let index = try IndexFile(bytes)
        #expect(index.entryCount == 7)
        #expect(Self.listing(index) == (try work.git("ls-files", "--stage")))
        for folder in ["prompts/", "prompts/a/", "prompts/a", "none/", "zzz"] {
            let expected = try work.git("ls-files", "--stage", folder == "prompts/a" ? "prompts/a*" : folder)
            #expect(Self.listing(index, under: folder) == expected, "\(folder)")
        }
        let flagged = ["zz", "README.md", "prompts/later", "prompts/a.prompt.yaml"].map {
            index.entry(Array($0.utf8))?.flags
        }
        #expect(flagged == [.skipWorktree, .assumeValid, .intentToAdd, []])
        #expect(index.entry(Array("prompts/a".utf8)) == nil)
        #expect(index.entry(Array("zz".utf8), stage: 1) == nil)
        let found = try #require(index.entry(Array("prompts/b/é.prompt.yaml".utf8)))
        #expect(found.stat == IndexStat(try work.status("prompts/b/é.prompt.yaml")))
        #expect(index.serialised() == bytes)
    }

    @Test func anIndexThatIsNotThereYet() throws {
        let work = try GitWorkspace()
        var index = IndexFile()
        #expect(index.entryCount == 0)
        #expect(index.entry([97]) == nil)
        try index.update([Self.set("b"), Self.set("a/b")], indexModified: (0, 0))
        try work.writeIndex(index.serialised())
        #expect(try work.git("ls-files") == "a/b\nb\n")
        try index.update([.remove(path: [98]), .remove(path: Array("a/b".utf8))], indexModified: (0, 0))
        try work.writeIndex(index.serialised())
        #expect(try work.git("ls-files") == "")
    }

    /// Git compares seconds, so files modified in the second of the index or later are read again.
    @Test(arguments: [0, 10])
    func racyEntriesLoseTheirSize(others: Int) throws {
        let work = try GitWorkspace()
        for (name, age) in [("older", 20.0), ("same", 10), ("newer", 5), ("changed", 5)] {
            try work.write(name, "content\n")
            try work.age(name, age)
        }
        try work.git("add", ".")
        let second = Int64(try work.status("same").st_mtim.tv_sec)
        var index = try IndexFile(try work.indexBytes)
        let change = try work.added("changed")
        // A few changes are made in place, many in one pass that writes everything.
        let more = (0..<others).map { Self.set("other\($0)") }
        try index.update([change] + more, indexModified: (seconds: second, nanoseconds: 999_999_999))
        let sizes = ["older", "same", "newer", "changed"].map { index.entry(Array($0.utf8))?.stat.size }
        #expect(sizes == [8, 0, 0, 8])
        // An edit of the same size that its stat does not show: git finds it because it reads the file.
        let old = try work.status("same")
        try work.write("same", "CONTENT\n")
        var times = [old.st_atim, old.st_mtim]
        #expect(utimensat(AT_FDCWD, work.directory + "/same", &times, 0) == 0)
        try work.git("config", "core.trustctime", "false")
        try work.writeIndex(index.serialised())
        #expect(try work.git("diff", "--name-only", "--", "older", "same", "newer", "changed") == "same\n")
    }

    @Test func aFileInTheSecondOfTheIndexIsFoundEdited() throws {
        let work = try GitWorkspace(["a": "a\n", "b": "b\n"])
        try work.git("config", "core.trustctime", "false")
        // "a" was modified in the second in which the index was written, and again later.
        let old = try work.status(".git/index")
        var times = [old.st_mtim, old.st_mtim]
        #expect(utimensat(AT_FDCWD, work.directory + "/a", &times, 0) == 0)
        try work.git("update-index", "--refresh")
        #expect(utimensat(AT_FDCWD, work.directory + "/.git/index", &times, 0) == 0)
        try Data("A\n".utf8).write(to: URL(fileURLWithPath: work.directory + "/a"), options: [])
        #expect(utimensat(AT_FDCWD, work.directory + "/a", &times, 0) == 0)
        try work.write("b", "bbb\n")
        try work.update([try work.added("b")])
        #expect(
            try work.git("status", "--porcelain") == "M  b\n M a\n"
                || work.git("status", "--porcelain") == " M a\nM  b\n")
    }

    @Test(arguments: [4090, 4094, 4095, 4096, 70000])
    func longPaths(length: Int) throws {
        let work = try GitWorkspace(["zz": "z\n"])
        let path = String(String(repeating: "folder/", count: length / 7 + 1).prefix(length - 1)) + "x"
        #expect(path.utf8.count == length)
        for version in ["2", "4"] {
            try work.git("update-index", "--index-version", version)
            try work.update([Self.set(path), Self.set(path + "y")])
            #expect(try work.git("ls-files") == "\(path)\n\(path)y\nzz\n")
            try work.git("update-index", "--force-remove", path)
            try work.update([.remove(path: Array((path + "y").utf8))])
            #expect(try work.git("ls-files") == "zz\n")
        }
    }

    @Test(arguments: [
        "", "/a", "a/", "a//b", "../a", "a/../b", "./a", "a/.", ".git/config", "a/.GIT", "a\0b", "..",
    ])
    func pathsThatGitWouldNotTake(path: String) throws {
        var index = IndexFile()
        try index.update([Self.set("kept")], indexModified: (0, 0))
        let before = index.serialised()
        #expect(throws: IndexError.unusablePath(path)) {
            try index.update([Self.set("b"), Self.set(path)], indexModified: (0, 0))
        }
        #expect(index.serialised() == before)
    }

    @Test func ofTwoThatCannotStandTogetherTheLaterCounts() throws {
        for (changes, expected) in [
            (["a", "a/b", "a/b/c"], ["a/b/c"]), (["a/b/c", "a/b", "a-b", "a"], ["a", "a-b"]),
            (["a/b", "a/c", "a"], ["a"]),
        ] {
            var index = IndexFile()
            try index.update(changes.map { Self.set($0) }, indexModified: (0, 0))
            var paths: [String] = []
            index.forEach { path, _ in paths.append(String(decoding: path, as: UTF8.self)) }
            #expect(paths == expected)
        }
    }
}
