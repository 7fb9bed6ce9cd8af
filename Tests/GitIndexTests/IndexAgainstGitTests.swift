import Foundation
import GitIndex
import TestSupport
import Testing

/// After our change, git reports the same state of the index as after `git add` or `git rm --cached`.
struct IndexAgainstGitTests {
    static let files = [
        "README.md": "read me\n", "prompts/a.prompt.yaml": "a\n", "prompts/a/x.prompt.yaml": "x\n",
        "prompts/b/deep/er/y.prompt.yaml": "y\n", "prompts/b/z.prompt.yaml": "z\n", "zz": "last\n",
        "empty": "",
    ]

    /// A way to prepare the index; a change must not affect the rest of it.
    enum Preparation: String {
        case version2, version4, flags, flagsVersion4, conflict, intentToAdd, noTree, refreshed, shrunk
    }

    enum Edit: String, CaseIterable {
        case modify, add, addInNewFolder, addFirst, addLast, remove, removeFolder, several, executable, link
        case fileForFolder, folderForFile, resolveByContent, resolveByRemoval, addIntended, nothing
        case setFlagged, removeFlagged
    }

    /// All changes for three preparations, and for the others the changes that they are made for.
    static let cases: [(Preparation, Edit)] =
        [Preparation.version2, .version4, .flagsVersion4].flatMap { how in Edit.allCases.map { (how, $0) } }
        + [
            (.flags, .setFlagged), (.flags, .removeFlagged), (.flags, .several),
            (.conflict, .resolveByContent),
            (.conflict, .resolveByRemoval), (.conflict, .modify), (.conflict, .fileForFolder),
            (.intentToAdd, .addIntended), (.intentToAdd, .several), (.noTree, .several),
            (.refreshed, .several), (.refreshed, .fileForFolder), (.refreshed, .folderForFile),
            (.shrunk, .several), (.shrunk, .nothing),
        ]

    static func prepare(_ how: Preparation, _ work: GitWorkspace) throws {
        switch how {
        case .version2: try work.git("update-index", "--index-version", "2")
        case .version4: try work.git("update-index", "--index-version", "4")
        case .flags, .flagsVersion4:
            try work.git("update-index", "--assume-unchanged", "README.md", "prompts/b/z.prompt.yaml")
            try work.git("update-index", "--skip-worktree", "zz", "prompts/b/z.prompt.yaml")
            if how == .flagsVersion4 { try work.git("update-index", "--index-version", "4") }
        case .conflict: break
        case .intentToAdd:
            try work.write("prompts/intended.prompt.yaml", "later\n")
            try work.git("add", "--intent-to-add", "prompts/intended.prompt.yaml")
        case .noTree: try work.git("read-tree", "--empty"); try work.git("add", ".")
        case .refreshed: try work.git("write-tree")
        case .shrunk: try work.git("rm", "-q", "--cached", "prompts/a.prompt.yaml")
        }
        guard how == .conflict || how == .flagsVersion4 else { return }
        let ids = try ["base", "ours", "theirs"].map {
            try work.git("hash-object", "-w", "--stdin", input: Array($0.utf8))
        }
        let lines = zip(1..., ids).map { "100644 \($1.dropLast()) \($0)\tprompts/b/conflict.prompt.yaml\n" }
        try work.git("update-index", "--index-info", input: Array(lines.joined().utf8))
    }

    /// Edits the work tree. Returns the paths for `git add` and for `git rm --cached`.
    static func edit(_ how: Edit, _ work: GitWorkspace) throws -> (added: [String], removed: [String]) {
        switch how {
        case .modify:
            try work.write("prompts/a/x.prompt.yaml", "x, longer\n")
            return (["prompts/a/x.prompt.yaml"], [])
        case .add:
            try work.write("prompts/a/n.prompt.yaml", "new\n")
            return (["prompts/a/n.prompt.yaml"], [])
        case .addInNewFolder:
            try work.write("prompts/new/deep/n.prompt.yaml", "new\n")
            return (["prompts/new/deep/n.prompt.yaml"], [])
        case .addFirst:
            try work.write("0", "first\n")
            return (["0"], [])
        case .addLast:
            try work.write("zzz/é ü.yaml", "last\n")
            return (["zzz/é ü.yaml"], [])
        case .remove:
            try work.remove("prompts/a/x.prompt.yaml")
            return ([], ["prompts/a/x.prompt.yaml"])
        case .removeFolder:
            try work.remove("prompts/b/deep")
            return ([], ["prompts/b/deep/er/y.prompt.yaml"])
        case .several:
            try work.write("prompts/b/deep/er/y.prompt.yaml", "other\n")
            try work.write("prompts/c/new.prompt.yaml", "new\n")
            try work.write("prompts/c.prompt.yaml", "new too\n")
            try work.write("A", "")
            try work.remove("empty")
            return (
                [
                    "prompts/b/deep/er/y.prompt.yaml", "prompts/c/new.prompt.yaml", "A",
                    "prompts/c.prompt.yaml",
                ], ["empty"]
            )
        case .executable:
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: work.directory + "/prompts/a/x.prompt.yaml")
            return (["prompts/a/x.prompt.yaml"], [])
        case .link:
            try work.remove("prompts/a/x.prompt.yaml")
            try FileManager.default.createSymbolicLink(
                atPath: work.directory + "/prompts/a/x.prompt.yaml", withDestinationPath: "../../README.md")
            return (["prompts/a/x.prompt.yaml"], [])
        case .fileForFolder:
            try work.remove("prompts/b")
            try work.write("prompts/b", "a file now\n")
            return (["prompts/b"], [])
        case .folderForFile:
            try work.remove("empty")
            try work.write("empty/not/any.more", "full\n")
            return (["empty/not/any.more"], [])
        case .resolveByContent:
            try work.write("prompts/b/conflict.prompt.yaml", "resolved\n")
            return (["prompts/b/conflict.prompt.yaml"], [])
        case .resolveByRemoval:
            return ([], ["prompts/b/conflict.prompt.yaml"])
        case .addIntended:
            try work.write("prompts/intended.prompt.yaml", "now\n")
            return (["prompts/intended.prompt.yaml"], [])
        case .nothing:
            return (["zz"], [])
        case .setFlagged:
            try work.write("README.md", "read me again\n")
            try work.write("prompts/b/z.prompt.yaml", "zzz\n")
            return (["README.md", "prompts/b/z.prompt.yaml"], [])
        case .removeFlagged:
            return ([], ["README.md", "zz"])
        }
    }

    @Test(arguments: cases)
    func sameAsGit(preparation: Preparation, edit: Edit) throws {
        let work = try GitWorkspace(Self.files)
        try Self.prepare(preparation, work)
        // The files are older than the index, so that no entry is racy; git would read racy files again.
        let before = try work.indexBytes
        let (added, removed) = try Self.edit(edit, work)
        // With --cacheinfo, because `git add` skips flagged entries; then the stats as `git add` takes them.
        let changes = try added.map { try work.added($0) } + removed.map { .remove(path: Array($0.utf8)) }
        for change in changes {
            if case .set(let path, let id, let mode, _) = change {
                let name = String(decoding: path, as: UTF8.self)
                try work.git(
                    "update-index", "--add", "--replace", "--cacheinfo",
                    "\(String(mode, radix: 8)),\(id),\(name)")
            } else {
                try work.git("update-index", "--force-remove", String(decoding: change.path, as: UTF8.self))
            }
        }
        try work.git("update-index", "-q", "--refresh", failing: nil)
        let expected = try work.report()
        let tree = try work.git("write-tree", failing: nil)

        try work.writeIndex(before)
        try work.update(changes)
        let ours = try IndexFile(try work.indexBytes)
        let actual = try work.report()
        #expect(actual == expected)
        #expect(try work.git("write-tree", failing: nil) == tree)
        try work.git("fsck", "--strict")
        #expect(ours.hasConflicts == !(try work.git("ls-files", "-u").isEmpty))
    }

    /// A file that replaces a folder, and the reverse: an entry that the changes name twice leaves the index
    /// once, and no other entry does.
    @Test(arguments: [
        ["set prompts/a.prompt.yaml/x", "set prompts/a.prompt.yaml/y"],
        ["set prompts/a.prompt.yaml/x", "remove prompts/a.prompt.yaml"],
        ["set prompts/a", "remove prompts/a/x.prompt.yaml"],
        ["set prompts/a", "remove prompts/a/x.prompt.yaml", "remove prompts/a/y.prompt.yaml"],
        ["set prompts", "remove prompts/a.prompt.yaml", "remove prompts/a/x.prompt.yaml"],
        ["set zz/1", "set zz/2", "set zz/3", "set zz/4", "remove zz", "set zz/5", "set prompts/a"],
    ])
    func filesAndFoldersOfOneName(changes: [String]) throws {
        for version in ["2", "4"] {
            let (ours, gits) = (try GitWorkspace(Self.files), try GitWorkspace(Self.files))
            var parsed: [IndexChange] = []
            for work in [ours, gits] { try work.git("update-index", "--index-version", version) }
            for change in changes {
                let words = change.split(separator: " ").map(String.init)
                if words[0] == "set" {
                    parsed.append(IndexFileTests.set(words[1]))
                    let entry = "100644,\(IndexFileTests.someID),\(words[1])"
                    try gits.git("update-index", "--add", "--replace", "--cacheinfo", entry)
                } else {
                    parsed.append(.remove(path: Array(words[1].utf8)))
                    try gits.git("update-index", "--force-remove", words[1])
                }
            }
            let expected = try gits.git("ls-files", "--stage")
            for order in [parsed, parsed.reversed()] {
                let bytes = try ours.indexBytes
                try ours.update(order)
                #expect(try ours.git("ls-files", "--stage") == expected)
                try ours.writeIndex(bytes)
            }
        }
    }
}
