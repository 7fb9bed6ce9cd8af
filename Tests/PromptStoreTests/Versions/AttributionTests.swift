import Foundation
import Git
import PromptCore
import StoreTestSupport
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

/// The last change of every record, compared with `git log` for each path.
@Suite struct AttributionTests {
    /// Returns the commit that `git log` gives for a path with history simplification.
    private func last(_ git: GitFolder, _ path: String) -> String {
        git.git("log", "-1", "--format=%H", "--", git.prefix + path).trimmingCharacters(in: .newlines)
    }

    private func records(_ git: GitFolder) -> [String] {
        git.git("ls-tree", "-r", "--name-only", "HEAD", git.prefix + "prompts/").split(separator: "\n")
            .map { String($0.dropFirst(git.prefix.count)) }.filter { $0.hasSuffix(".yaml") }
    }

    /// Compares each path with Git, and the refreshed result with one that is computed from scratch.
    private func check(_ git: GitFolder, _ note: String = "") throws {
        let attribution = try git.store.attribution()
        let paths = records(git)
        for path in paths {
            #expect(attribution.updated(path)?.commit == last(git, path), "\(path) \(note)")
        }
        let kept = git.folder.at(".git/promptpal")
        for name in (try? FileManager.default.contentsOfDirectory(atPath: kept)) ?? []
        where name.hasPrefix("attribution") {
            try FileManager.default.removeItem(atPath: kept + "/" + name)
        }
        let anew = try git.store.attribution()
        for path in paths {
            #expect(attribution.updated(path) == anew.updated(path), "\(path) \(note)")
            #expect(attribution.created(path) == anew.created(path), "\(path) \(note)")
        }
        #expect(anew.updated("prompts/none.prompt.yaml") == nil)
    }

    @Test(arguments: ["", "sub/dir/"]) func editsRenamesAndTheTrash(_ prefix: String) throws {
        let git = GitFolder(prefix: prefix)
        let first = git.save("prompts/a.prompt.yaml", GitFolder.prompt("1"))
        git.save("prompts/b.prompt.yaml", GitFolder.prompt("2"))
        let edited = git.save("prompts/a.prompt.yaml", GitFolder.prompt("1", "more"))
        git.save("README.md", "not a record")
        try check(git)
        git.git("mv", prefix + "prompts/a.prompt.yaml", prefix + "prompts/c.prompt.yaml")
        let moved = git.save("prompts/c.prompt.yaml", GitFolder.prompt("1", "moved and edited"))
        var found = try git.store.attribution()
        #expect(found.updated("prompts/c.prompt.yaml")?.commit == moved)
        #expect(found.created("prompts/c.prompt.yaml")?.commit == first, "the id leads back")
        #expect(found.updated("prompts/a.prompt.yaml") == nil)
        #expect(found.updated("prompts/c.prompt.yaml")?.by == "Ana Ruiz <ana@example.com>")
        #expect(edited != first)
        try check(git)
        git.folder.folder(prefix + "trash/0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11")
        git.git(
            "mv", prefix + "prompts/c.prompt.yaml", prefix + "trash/0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11/")
        git.commit("To the trash")
        try check(git)
        git.git(
            "mv", prefix + "trash/0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11/c.prompt.yaml",
            prefix + "prompts/d.prompt.yaml")
        let restored = git.commit("And back")
        found = try git.store.attribution()
        #expect(found.updated("prompts/d.prompt.yaml")?.commit == restored)
        #expect(found.created("prompts/d.prompt.yaml")?.commit == first)
        try check(git)
    }

    /// Random edits, branches, merges and rewritten history, with queries in between, so that each query
    /// starts from another cached state.
    @Test(arguments: 0..<8) func asGitSays(_ seed: UInt64) throws {
        var random = SeededRandom(seed)
        let git = GitFolder()
        let names = (0..<6).map { "prompts/f\($0 % 2)/p\($0).prompt.yaml" }
        func edit() {
            for _ in 0...Int.random(in: 0...2, using: &random) {
                let number = Int.random(in: 0..<names.count, using: &random)
                if Int.random(in: 0..<8, using: &random) == 0 {
                    git.git("rm", "-q", "--ignore-unmatch", names[number])
                } else {
                    // Few texts, so that some occur again.
                    git.put(
                        names[number],
                        GitFolder.prompt(Character("\(number)"), "v\(Int.random(in: 0..<4, using: &random))"))
                }
            }
            git.commit("Edit")
        }
        for round in 0..<14 {
            switch Int.random(in: 0..<9, using: &random) {
            case 0...3: edit()
            case 4, 5:
                git.git(
                    "checkout", "-q", "-b", "side\(round)", "HEAD~\(Int.random(in: 0...1, using: &random))")
                for _ in 0...Int.random(in: 0...1, using: &random) { edit() }
                git.git("checkout", "-q", "main")
                if Bool.random(using: &random) { edit() }
                let side = Bool.random(using: &random) ? "ours" : "theirs"
                git.git("merge", "-q", "--no-ff", "-X", side, "-m", "Merge", "side\(round)")
                // A file that was edited on one side and deleted on the other one stays.
                git.commit("Settle")
            case 6:
                git.put(names[0], GitFolder.prompt("0", "amended \(round)"))
                git.git("add", "-A")
                git.git("commit", "-q", "--amend", "-m", "Amended")
            case 7: git.git("reset", "-q", "--hard", "HEAD~1")
            default:
                git.git("reset", "-q", "--soft", "HEAD~2")
                git.commit("Two in one")
            }
            if Bool.random(using: &random) {
                try check(git, "round \(round)")
            } else {
                _ = try git.store.attribution()
            }
        }
        try check(git, "at the end")
    }

    /// Enough commits for a comparison on all processors, several paths on a side branch, and a shallow
    /// clone.
    @Test func aLongHistory() throws {
        let git = GitFolder()
        for number in 0..<90 {
            if number % 15 == 7 { git.git("checkout", "-q", "-b", "side\(number)") }
            let path = "prompts/f\(number % 3)/p\(number % 7).prompt.yaml"
            git.save(path, GitFolder.prompt(Character("\(number % 7)"), "v\(number)"))
            guard number % 15 == 9 else { continue }
            git.git("checkout", "-q", "main")
            git.save("prompts/main.prompt.yaml", GitFolder.prompt("9", "v\(number)"))
            git.git("merge", "-q", "--no-ff", "-m", "Merge", "side\(number - 2)")
        }
        try check(git)
        git.git("clone", "-q", "--depth", "75", "file://" + git.folder.path, "clone")
        let whole = try git.store.attribution()
        let part = try Store(opening: .init(git.folder.at("clone"))).attribution()
        #expect(!part.isComplete)
        for path in records(git) {
            let known = part.updated(path)
            #expect(known == nil || known == whole.updated(path), "\(path)")
        }
        #expect(records(git).count { part.updated($0) != nil } > 5)
    }

    /// Only new commits are read, and a damaged file counts as missing.
    @Test func keptAndDamaged() throws {
        let git = GitFolder()
        for letter in "123" { git.save("prompts/\(letter).prompt.yaml", GitFolder.prompt(letter)) }
        _ = try git.store.attribution()
        let file = git.folder.at(".git/promptpal/attribution")
        let bytes = [UInt8](try #require(FileManager.default.contents(atPath: file)))
        for place in stride(from: 0, to: bytes.count, by: 7) {
            var damaged = bytes
            damaged[place] ^= 0x10
            #expect(AttributionTable(damaged) == nil)
            #expect(AttributionTable(Array(bytes[..<place])) == nil)
        }
        _ = FileManager.default.createFile(atPath: file, contents: Data(bytes.dropLast(9)))
        try check(git)
        git.save("prompts/1.prompt.yaml", GitFolder.prompt("1", "more"))
        try check(git)
    }

    @Test func beforeTheHorizon() throws {
        let git = GitFolder()
        git.save("prompts/a.prompt.yaml", GitFolder.prompt("1"))
        git.save("prompts/b.prompt.yaml", GitFolder.prompt("2"))
        let edited = git.save("prompts/b.prompt.yaml", GitFolder.prompt("2", "more"))
        git.git("clone", "-q", "--depth", "2", "file://" + git.folder.path, "clone")
        let store = try Store(opening: .init(git.folder.at("clone")))
        let attribution = try store.attribution()
        #expect(!attribution.isComplete)
        #expect(attribution.updated("prompts/a.prompt.yaml") == nil)
        #expect(attribution.updated("prompts/b.prompt.yaml")?.commit == edited)
        #expect(attribution.created("prompts/b.prompt.yaml") == nil)
    }

    /// Unsaved edits count as changes of the present, and in a store without a repository there are no
    /// others.
    @Test func editsAreUncommitted() throws {
        let git = GitFolder()
        git.save("prompts/a.prompt.yaml", GitFolder.prompt("1"))
        let saved = git.save("prompts/b.prompt.yaml", GitFolder.prompt("2"))
        git.put("prompts/a.prompt.yaml", GitFolder.prompt("1", "edited"))
        git.put("prompts/new.prompt.yaml", GitFolder.prompt("3"))
        let changes = try git.store.lastChanges()
        let records = try git.store.summaries(in: .top, withTimes: true)
        #expect(records.map(changes.isUncommitted) == [true, false, true])
        #expect(changes.updated(records[0])?.commit == nil)
        #expect(changes.updated(records[0])?.at == records[0].modifiedText)
        #expect(changes.updated(records[1])?.commit == saved)
        #expect(changes.created(records[1]).by == "Ana Ruiz <ana@example.com>")
        #expect(changes.created(records[2]).at == nil)
        let folder = TemporaryFolder()
        let plain = try makeStore(folder, ["prompts/a.prompt.yaml": "content: x\n"])
        let alone = try plain.summaries(in: .top, withTimes: true)
        #expect(try plain.lastChanges().isUncommitted(alone[0]))
    }
}
