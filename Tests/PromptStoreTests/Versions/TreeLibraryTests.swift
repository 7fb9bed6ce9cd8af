import Diagnostics
import Foundation
import Git
import PromptCore
import SafeFiles
import Synchronization
import TestSupport
import Testing

@testable import PromptStore

/// Commits that `git add` can't make: entries that no work tree can contain are ignored, and links are never
/// followed.
@Suite struct TreeLibraryTests {
    /// A library over a crafted tree of `prompts/`.
    private func library(
        _ git: GitFolder, _ entries: [(mode: String, name: [UInt8], id: String)]
    ) throws -> TreeLibrary {
        let top = git.tree([("40000", Array("prompts".utf8), git.tree(entries))])
        let commit = git.commit(tree: top)
        let finder = try VersionFinder(git.store)
        let id = try #require(ObjectID(hex: commit))
        return try TreeLibrary(finder.repository, commit: try finder.gitRepository.commit(id))
    }

    private func file(_ name: String) -> [UInt8] { Array(name.utf8) }

    @Test func namesThatNoPathHas() throws {
        let git = GitFolder()
        let blob = git.blob("content: hostile\n")
        let inner = git.tree([("100644", file("x.module.yaml"), blob)])
        let library = try library(
            git,
            [
                ("40000", file(".."), inner), ("40000", file("."), inner), ("40000", file(".git"), inner),
                ("40000", file(".GIT"), inner), ("40000", file("git~1"), inner),
                ("100644", file("../x.module.yaml"), blob), ("100644", file("a/x.module.yaml"), blob),
                ("100644", [0xFF] + file("x.module.yaml"), blob), ("100644", file("a\nb.module.yaml"), blob),
                ("100644", file("good.module.yaml"), blob), ("40000", file("folder.module.yaml"), inner),
            ])
        #expect(library.moduleAddresses().map(\.path) == ["good", "folder.module.yaml/x"])
        for path in ["../x", "./x", ".git/x", ".GIT/x", "git~1/x", "a/x", "folder"] {
            #expect(library.module(at: Address(unchecked: path)) == nil, "\(path)")
        }
        #expect(library.module(at: Address(unchecked: "good"))?.module != nil)
    }

    @Test func linksAndOtherRepositories() throws {
        let git = GitFolder()
        let target = git.blob("/etc/passwd")
        let blob = git.blob("default: one\n")
        let library = try library(
            git,
            [
                ("120000", file("link.module.yaml"), target), ("120000", file("folder"), git.blob("..")),
                ("160000", file("sub"), git.head()), ("160000", file("sub.module.yaml"), git.head()),
                ("100755", file("run.variable.yaml"), blob),
            ])
        let link = try #require(library.module(at: Address(unchecked: "link")))
        #expect(link.module == nil)
        #expect(link.diagnostics.map(\.code) == ["PP510"])
        #expect(link.source.bytes.isEmpty)
        #expect(library.module(at: Address(unchecked: "folder/x"))?.diagnostics.map(\.code) == ["PP510"])
        #expect(library.module(at: Address(unchecked: "sub/x")) == nil)
        #expect(library.module(at: Address(unchecked: "sub")) == nil)
        #expect(library.variable(named: "run", in: .top)?.variable != nil)
        #expect(library.moduleAddresses().isEmpty)
    }

    @Test func twinsAndSpellings() throws {
        let git = GitFolder()
        let decomposed = "e\u{301}.module.yaml"
        let library = try library(
            git,
            [
                ("100644", file("TONE.module.yaml"), git.blob("content: upper\n")),
                ("100644", file("tone.module.yaml"), git.blob("content: lower\n")),
                ("100644", Array(decomposed.utf8), git.blob("content: accent\n")),
            ])
        func text(_ path: String) -> String? {
            library.module(at: Address(unchecked: path)).map {
                String(decoding: $0.source.bytes, as: UTF8.self)
            }
        }
        #expect(text("tone") == "content: lower\n")
        #expect(text("TONE") == "content: upper\n")
        #expect(text("Tone") == nil)
        #expect(text("\u{E9}") == "content: accent\n")
        let found = library.file(.module, at: Address(unchecked: "\u{E9}"))
        #expect(found?.source.name.utf8.elementsEqual("prompts/\(decomposed)".utf8) == true)
    }

    @Test func tooLarge() throws {
        let git = GitFolder()
        let blob = git.blob("content: |\n" + String(repeating: "  line\n", count: 700_000))
        let library = try library(git, [("100644", file("big.module.yaml"), blob)])
        #expect(library.module(at: Address(unchecked: "big"))?.diagnostics.map(\.code) == ["PP103"])
    }

    /// A tree that names another tree ten times, which does the same, and so on: few objects with a nearly
    /// endless number of paths.
    @Test func endlessPaths() throws {
        let git = GitFolder()
        var tree = git.tree([("100644", file("x.module.yaml"), git.blob("content: x\n"))])
        for _ in 0..<30 { tree = git.tree((0..<10).map { ("40000", file("d\($0)"), tree) }) }
        let finder = try VersionFinder(git.store)
        let root = try #require(ObjectID(hex: tree))
        var shallow = TreeFiles(finder.gitRepository, limits: FolderScan.Limits(depth: 5, names: 1_000_000))
        #expect(try shallow.all(in: root, under: "prompts").isEmpty)
        var few = TreeFiles(finder.gitRepository, limits: FolderScan.Limits(names: 1000))
        #expect(try few.all(in: root, under: "prompts").count <= 1000)
    }

    @Test func aStoreThatWasNotThereYet() throws {
        let git = GitFolder()
        git.git("rm", "-rq", "promptpal.yaml")
        let empty = git.commit("Empty")
        git.put("promptpal.yaml", "format: 1\n")
        let place = try VersionFinder(git.store)
        let id = try #require(ObjectID(hex: empty))
        let library = try TreeLibrary(place.repository, commit: try place.gitRepository.commit(id))
        #expect(library.files().isEmpty)
        #expect(library.moduleAddresses().isEmpty)
        #expect(library.variable(named: "x", in: .top) == nil)
    }

    @Test func fromManyThreads() throws {
        let git = GitFolder()
        for name in ["a", "b", "c", "d"] {
            git.put("prompts/f/\(name).module.yaml", "content: \(name)\n")
            git.put("prompts/f/\(name).variable.yaml", "default: \(name)\n")
        }
        git.commit("Add")
        let library = try VersionFinder(git.store).library(at: "HEAD")
        let found = Mutex(0)
        _ = Parallel.map(count: 400, workers: 8) { index in
            let name = ["a", "b", "c", "d"][index % 4]
            let module = library.module(at: Address(unchecked: "f/\(name)"))
            let variable = library.variable(named: name, in: Address(unchecked: "f"))
            if module?.module != nil, variable?.variable != nil { found.withLock { $0 += 1 } }
        }
        #expect(found.withLock { $0 } == 400)
    }
}

extension VersionFinder {
    fileprivate func library(at revision: String) throws(StoreError) -> TreeLibrary {
        try library(at: try commit(revision, asked: nil))
    }
}
