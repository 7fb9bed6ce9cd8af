import Diagnostics
import Foundation
import Git
import PromptCore
import PromptMerge
import SafeFiles
import TestSupport
import Testing

@testable import PromptStore

/// Returns each change as `kind path` or `kind old > path`.
func shown(_ status: StoreStatus) -> [String] {
    status.changes.map { change in
        (change.isInvalid ? "invalid" : change.kind.rawValue) + " "
            + (change.oldPath.map { $0 + " > " } ?? "") + change.path
    }
}

@Suite struct StatusTests {
    private static func place(_ prefix: String = "") -> GitFolder {
        let place = GitFolder(prefix: prefix)
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a"))
        place.put("prompts/b.module.yaml", GitFolder.prompt("b"))
        place.put("prompts/deep/er/c.variable.yaml", "id: \(GitFolder.id("c"))\ndefault: x\n")
        place.put("prompts/plain.prompt.yaml", "content: no id\n")
        place.put("prompts/README.md", "hello\n")
        place.commit("Fill")
        return place
    }

    @Test(arguments: ["", "sub/dir/"])
    func everyKindOfChange(_ prefix: String) throws {
        let place = StatusTests.place(prefix)
        #expect(try shown(place.store.status()) == [])
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a", "other"))
        place.put("prompts/README.md", "changed\n")
        place.put("prompts/notes.txt", "mine\n")
        place.put("prompts/new.prompt.yaml", "content: x\n")
        place.put("prompts/bad.prompt.yaml", "contnt: x\n")
        place.put("promptpal.yaml", "format: 1\nname: X\n")
        place.put("trash/1/trash.yaml", "id: 1\n")
        place.folder.folder(prefix + "prompts/moved")
        for (from, to) in [
            ("b.module.yaml", "moved/b2.module.yaml"), ("plain.prompt.yaml", "moved/p.prompt.yaml"),
        ] {
            rename(place.folder.at(prefix + "prompts/" + from), place.folder.at(prefix + "prompts/" + to))
        }
        unlink(place.folder.at(prefix + "prompts/deep/er/c.variable.yaml"))
        let expected = [
            "edited promptpal.yaml", "edited prompts/a.prompt.yaml", "invalid prompts/bad.prompt.yaml",
            "deleted prompts/deep/er/c.variable.yaml",
            "renamed prompts/b.module.yaml > prompts/moved/b2.module.yaml",
            "renamed prompts/plain.prompt.yaml > prompts/moved/p.prompt.yaml", "new prompts/new.prompt.yaml",
            "new trash/1/trash.yaml",
        ]
        #expect(try shown(place.store.status()) == expected)
        // Staged changes have no effect.
        place.git("add", "-A")
        #expect(try shown(place.store.status()) == expected)
        place.git("commit", "-q", "-m", "x")
        #expect(try shown(place.store.status()) == [])
    }

    @Test func movedAndCopied() throws {
        let place = StatusTests.place()
        unlink(place.folder.at("prompts/a.prompt.yaml"))
        place.put("prompts/y.prompt.yaml", GitFolder.prompt("a", "edited too"))
        place.put("prompts/z.prompt.yaml", GitFolder.prompt("a"))
        // Another kind is another record.
        unlink(place.folder.at("prompts/b.module.yaml"))
        place.put("prompts/b.prompt.yaml", GitFolder.prompt("b"))
        #expect(
            try shown(place.store.status()) == [
                "deleted prompts/b.module.yaml", "new prompts/b.prompt.yaml",
                "renamed prompts/a.prompt.yaml > prompts/y.prompt.yaml", "new prompts/z.prompt.yaml",
            ])
    }

    @Test func noVersionYet() throws {
        let folder = TemporaryFolder()
        let store = try makeStore(folder, ["prompts/a.prompt.yaml": "content: x\n"])
        #expect {
            try store.status()
        } throws: { error in
            if case .noRepository? = error as? StoreError { true } else { false }
        }
        let place = GitFolder()
        place.git("update-ref", "-d", "HEAD")
        let status = try place.store.status()
        #expect(!status.hasVersions)
        #expect(shown(status) == ["new promptpal.yaml"])
    }

    /// An unreadable file must never count as deleted.
    @Test func unreadableIsNotDeleted() throws {
        let place = StatusTests.place()
        unlink(place.folder.at("prompts/a.prompt.yaml"))
        place.folder.link("prompts/a.prompt.yaml", to: "b.module.yaml")
        rename(place.folder.at("prompts/deep"), place.folder.at("elsewhere"))
        place.folder.link("prompts/deep", to: "../elsewhere")
        #expect(
            try shown(place.store.status()) == [
                "invalid prompts/a.prompt.yaml", "invalid prompts/deep/er/c.variable.yaml",
            ])
        unlink(place.folder.at("prompts/deep"))
        rename(place.folder.at("elsewhere"), place.folder.at("prompts/deep"))
        chmod(place.folder.at("prompts/deep/er"), 0)
        defer { chmod(place.folder.at("prompts/deep/er"), 0o755) }
        let repository = try place.store.repository()
        let commit = try #require(repository.gitRepository.head().commit)
        let tree = try repository.gitRepository.commit(commit).tree
        try withoutRoot {
            let scan = try WorkTreeScan(try place.folder.store(), in: repository, tree: tree)
            let file = try #require(scan.files.first { $0.path.hasSuffix("c.variable.yaml") })
            if case .unreadable = file.content {} else { Issue.record("\(file.content)") }
        }
    }

    /// A sparse checkout leaves files out on purpose.
    @Test func leftOutIsNotDeleted() throws {
        let place = StatusTests.place()
        place.git("update-index", "--skip-worktree", "prompts/a.prompt.yaml")
        unlink(place.folder.at("prompts/a.prompt.yaml"))
        #expect(try shown(place.store.status()) == [])
    }

    /// The same size, written in the clock tick in which Git wrote its index.
    @Test func racyFilesAreRead() throws {
        let place = StatusTests.place()
        for round in 0..<20 {
            place.put("prompts/a.prompt.yaml", GitFolder.prompt("a", "n\(round + 100)"))
            place.commit("x")
            place.put("prompts/a.prompt.yaml", GitFolder.prompt("a", "m\(round + 100)"))
            #expect(try shown(place.store.status()) == ["edited prompts/a.prompt.yaml"])
        }
    }

    /// Links, gitlinks and impossible names in `HEAD`'s tree are ignored.
    @Test func hostileTree() throws {
        let place = StatusTests.place()
        let blob = place.git("hash-object", "-w", "prompts/a.prompt.yaml").prefix(40)
        let head = place.head()
        for (mode, path, id) in [
            ("120000", "prompts/link.prompt.yaml", String(blob)),
            ("160000", "prompts/sub.prompt.yaml", head),
            ("100644", "prompts/.hidden.prompt.yaml", String(blob)),
        ] {
            place.git("update-index", "--add", "--cacheinfo", "\(mode),\(id),\(path)")
        }
        place.git("commit", "-q", "-m", "hostile")
        #expect(try shown(place.store.status()) == [])
    }

    @Test func whatAComparisonSays() throws {
        let place = StatusTests.place()
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a", "other"))
        let status = try place.store.status()
        let comparison = try #require(status.comparison(of: status.changes[0]))
        #expect(comparison.changes.map(\.path) == ["content"])
    }
}

/// Random edits, compared with `git status --porcelain` and an index made from `HEAD`.
@Suite struct StatusPropertyTests {
    @Test(arguments: 0..<12)
    func asGitSays(_ seed: Int) throws {
        var random = SeededRandom(seed)
        let place = GitFolder(prefix: seed % 2 == 0 ? "" : "in/side/")
        let names = ["a", "b", "c", "d/a", "d/b", "d/e/f", "é", "d-x"].map { "prompts/\($0).prompt.yaml" }
        for (index, name) in names.enumerated() where index % 2 == 0 {
            place.put(name, "content: \(index)\n")
        }
        place.commit("Start")
        for step in 0..<40 {
            let name = names.randomElement(using: &random) ?? names[0]
            let path = place.folder.at(place.prefix + name)
            switch Int.random(in: 0..<10, using: &random) {
            case 0...3: place.put(name, "content: \(Int.random(in: 0..<3, using: &random))\n")
            case 4: unlink(path)
            case 5:
                place.put("prompts/d/e/keep.txt", "x")
                let other = names.randomElement(using: &random) ?? names[0]
                if other != name { rename(path, place.folder.at(place.prefix + other)) }
            case 6: chmod(path, [0o644, 0o600].randomElement(using: &random) ?? 0o644)
            case 7: place.git("add", "-A", place.prefix + "prompts")
            case 8: place.git("commit", "-q", "-a", "-m", "step \(step)")
            default: utimes(path, nil)
            }
            let oracle =
                "!GIT_INDEX_FILE=\"$PWD/.git/oracle\"; export GIT_INDEX_FILE; git read-tree HEAD && git status --porcelain -z --no-renames -uall"
            let said = place.git("-c", "alias.oracle=\(oracle)", "oracle").split(separator: "\0").compactMap {
                $0.hasSuffix(".prompt.yaml") ? String($0.dropFirst(3).dropFirst(place.prefix.count)) : nil
            }
            let found = try place.store.status().changes.flatMap { [$0.oldPath, $0.path].compactMap { $0 } }
            #expect(found.sorted() == said.sorted(), "seed \(seed), step \(step)")
        }
    }
}
