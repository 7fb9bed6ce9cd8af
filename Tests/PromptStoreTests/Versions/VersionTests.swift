import Diagnostics
import Foundation
import Git
import PromptCore
import TestSupport
import Testing

@testable import PromptStore

@Suite struct VersionSpecTests {
    @Test(arguments: [
        ("v1", VersionSpec.number(1)), ("v0", .number(0)), ("v0012", .number(12)),
        ("v99999999999999999999", .number(.max)), ("v", .revision("v")), ("v1.0", .revision("v1.0")),
        ("V1", .revision("V1")), ("v-1", .revision("v-1")), ("HEAD~2", .revision("HEAD~2")),
        ("{yesterday}", .revision("@{yesterday}")), ("tags/v1", .revision("tags/v1")),
        ("main@{1}", .revision("main@{1}")),
    ])
    func specs(_ text: String, _ spec: VersionSpec) {
        #expect(VersionSpec(text) == spec)
    }

    @Test(arguments: [
        ("a/b", "a/b", nil), ("a/b@v3", "a/b", VersionSpec.number(3)), ("a@", "a", .revision("HEAD")),
        ("@v3", "", .number(3)), ("a@{1}", "a", .revision("@{1}")),
        ("prompts/a.prompt.yaml@v2", "prompts/a.prompt.yaml", .number(2)),
        ("../@scope/a.prompt.yaml", "../@scope/a.prompt.yaml", nil),
        ("../@scope/a.prompt.yaml@HEAD", "../@scope/a.prompt.yaml", .revision("HEAD")),
    ])
    func names(_ text: String, _ name: String, _ spec: VersionSpec?) {
        #expect(VersionedName(text).name == name)
        #expect(VersionedName(text).spec == spec)
    }
}

/// `ADDRESS@VERSION`.
@Suite struct VersionTests {
    private func version(
        _ git: GitFolder, _ text: String, _ kind: RecordKind? = nil
    ) throws -> VersionedRecord {
        let name = VersionedName(text)
        return try git.store.version(
            of: Address(validating: name.name), kind: kind, try #require(name.spec))
    }

    private func content(_ git: GitFolder, _ text: String) throws -> String {
        let text = String(decoding: try version(git, text).file.source.bytes, as: UTF8.self)
        return text.split(separator: "\n").last.map { String($0.dropFirst("content: ".count)) } ?? ""
    }

    private func problem(_ git: GitFolder, _ text: String) -> VersionRefusal? {
        failure { try version(git, text) }?.version
    }

    private func title(_ git: GitFolder, _ commit: String) -> CommitTitle {
        CommitTitle(
            shortID: String(git.git("rev-parse", commit).prefix(7)),
            summary: String(git.git("log", "-1", "--format=%s", commit).dropLast()))
    }

    /// old/x in three versions; in the last one it is called new/y.
    private func renamed(prefix: String = "") -> GitFolder {
        let git = GitFolder(prefix: prefix)
        git.save("prompts/old/x.prompt.yaml", GitFolder.prompt("1", "one"))
        git.git("tag", "first")
        git.save("prompts/old/x.prompt.yaml", GitFolder.prompt("1", "two"))
        git.git("branch", "second")
        git.git("rm", "-q", prefix + "prompts/old/x.prompt.yaml")
        git.save("prompts/new/y.prompt.yaml", GitFolder.prompt("1", "three"))
        return git
    }

    @Test(arguments: ["", "sub/dir/"])
    func numbersAndRevisions(_ prefix: String) throws {
        let git = renamed(prefix: prefix)
        for (spec, text) in [
            ("v1", "one"), ("v2", "two"), ("v3", "three"), ("HEAD", "three"), ("HEAD~1", "two"),
            ("HEAD~2", "one"),
            ("first", "one"), ("tags/first", "one"), ("second", "two"), ("main", "three"), ("{0}", "three"),
            (git.head(), "three"), (String(git.head().prefix(8)), "three"), ("main@{1}", "two"),
            ("", "three"),
        ] {
            #expect(try content(git, "new/y@" + spec) == text, "\(spec)")
        }
        #expect(try version(git, "new/y@v1").file.address.path == "old/x")
        // The name it had then refers to it too, also if no record has that name now.
        #expect(try content(git, "old/x@v1") == "one")
        #expect(try content(git, "old/x@HEAD~1") == "two")
        #expect(try content(git, "old/x@v3") == "three")
    }

    @Test func thereIsNoSuchVersion() throws {
        let git = renamed()
        let address = try Address(validating: "new/y")
        let known = KnownVersions(address: address, count: 3, isComplete: true)
        #expect(problem(git, "new/y@v4") == .noNumber(4, of: address, known: known))
        #expect(problem(git, "new/y@v0") == .noNumber(0, of: address, known: known))
        #expect(problem(git, "new/y@v99999999999999999999") == .noNumber(.max, of: address, known: known))
        for name in ["nothing", "HEAD~99", "HEAD:prompts"] {
            #expect(problem(git, "new/y@" + name) == .noRevision(name, known: known))
        }
        #expect(problem(git, "new/y@HEAD~3") == .notInCommit(address, title(git, "HEAD~3"), known: known))
        guard case .notFound? = failure({ try version(git, "nothing@v1") }) else {
            return #expect(Bool(false), "nothing has this address")
        }
    }

    @Test func anotherRecordHadTheName() throws {
        let git = GitFolder()
        git.save("prompts/x.prompt.yaml", GitFolder.prompt("1", "first"))
        git.git("mv", "prompts/x.prompt.yaml", "prompts/y.prompt.yaml")
        git.save("prompts/x.prompt.yaml", GitFolder.prompt("2", "second"))
        #expect(try content(git, "y@HEAD~1") == "first")
        let (x, y) = (try Address(validating: "x"), try Address(validating: "y"))
        #expect(
            problem(git, "x@HEAD~1")
                == .otherRecordInCommit(x, title(git, "HEAD~1"), .moved(to: y, revision: "HEAD~1")))
        git.git("rm", "-q", "prompts/y.prompt.yaml")
        git.commit("Gone")
        let first = title(git, "HEAD~2")
        #expect(
            problem(git, "x@HEAD~2")
                == .otherRecordInCommit(
                    x, first, .deleted(path: "prompts/x.prompt.yaml", commit: first.shortID)))
    }

    /// A branch that is not part of the history of the record.
    @Test func onAnotherBranchUnderAnotherName() throws {
        let git = GitFolder()
        git.save("prompts/x.prompt.yaml", GitFolder.prompt("1", "one"))
        git.git("checkout", "-q", "-b", "side")
        git.git("mv", "prompts/x.prompt.yaml", "prompts/elsewhere.prompt.yaml")
        git.save("prompts/elsewhere.prompt.yaml", GitFolder.prompt("1", "side"))
        git.git("checkout", "-q", "main")
        #expect(try content(git, "x@side") == "side")
    }

    @Test func deletedAndInTheTrash() throws {
        let git = GitFolder()
        git.save("prompts/a/x.prompt.yaml", GitFolder.prompt("1", "one"))
        git.save("prompts/a/y.module.yaml", GitFolder.prompt("2", "two"))
        git.folder.folder("trash/e")
        git.git("mv", "prompts/a/x.prompt.yaml", "trash/e/x.prompt.yaml")
        git.git("rm", "-q", "prompts/a/y.module.yaml")
        git.commit("Delete")
        #expect(try content(git, "a/x@v1") == "one")
        #expect(try content(git, "a/x@HEAD~1") == "one")
        #expect(try version(git, "a/y@v1").file.kind == .module)
        let x = try Address(validating: "a/x")
        let known = KnownVersions(address: x, count: 1, isComplete: true)
        #expect(problem(git, "a/x@v2") == .noNumber(2, of: x, known: known))
        #expect(problem(git, "a/x@HEAD") == .notInCommit(x, title(git, "HEAD"), known: known))
    }

    @Test func unsavedRename() throws {
        let git = GitFolder()
        git.save("prompts/x.prompt.yaml", GitFolder.prompt("1", "one"))
        try FileManager.default.moveItem(
            atPath: git.folder.at("prompts/x.prompt.yaml"), toPath: git.folder.at("prompts/y.prompt.yaml"))
        #expect(try content(git, "y@HEAD") == "one")
        let history = try git.store.history(of: Address(validating: "y"))
        #expect(history.unsaved == .renamed(from: "prompts/x.prompt.yaml"))
        #expect(try git.store.history(of: Address(validating: "x")).unsaved == .deleted)
    }

    @Test func whatIsNotSaved() throws {
        let git = GitFolder()
        git.save("prompts/x.prompt.yaml", GitFolder.prompt("1", "one"))
        git.put("prompts/x.prompt.yaml", GitFolder.prompt("1", "edited"))
        git.put("prompts/new.prompt.yaml", GitFolder.prompt("2"))
        #expect(try git.store.history(of: Address(validating: "x")).unsaved == .edited)
        let new = try git.store.history(of: Address(validating: "new"))
        #expect(new.unsaved == .added)
        #expect(new.versions.isEmpty)
        let address = try Address(validating: "new")
        let known = KnownVersions(address: address, count: 0, isComplete: true)
        #expect(problem(git, "new@v1") == .noNumber(1, of: address, known: known))
    }

    @Test func numbersOfRevisions() throws {
        let git = renamed()
        for (spec, number) in [("HEAD", 3), ("HEAD~1", 2), ("first", 1), ("v2", 2)] {
            let found = try version(git, "new/y@" + spec)
            let now = try Address(validating: "new/y")
            #expect(try git.store.version(of: found, now: now)?.number == number, "\(spec)")
        }
        git.save("prompts/z.prompt.yaml", GitFolder.prompt("2"))
        let later = try git.store.version(of: version(git, "new/y@HEAD"), now: Address(validating: "new/y"))
        #expect(later?.number == 3)
        #expect(later?.commit.summary == "Change")
    }

    /// The modules and variables are those of the same commit.
    @Test func theWholeLibraryAsItWas() throws {
        let git = GitFolder()
        git.put("prompts/a/x.prompt.yaml", "modules:\n  - use: tone\n  - name: T\n    content: for {{who}}\n")
        git.put("prompts/tone.module.yaml", "content: old tone\n")
        git.put("prompts/who.variable.yaml", "default: old\n")
        git.commit("Old")
        git.put("prompts/tone.module.yaml", "content: new tone\n")
        git.git("rm", "-q", "prompts/who.variable.yaml")
        git.put("prompts/a/named.variable.yaml", "name: who\ndefault: new\n")
        git.commit("New")
        let address = try Address(validating: "a/x")
        func rendered(_ spec: VersionSpec) throws -> String {
            let found = try git.store.version(of: address, spec)
            guard case .prompt(let prompt)? = found.file.record else { return "" }
            let input = RenderInput()
            let plan = RenderPlan(prompt, in: found.file, input: input, library: found.library)
            return try plan.render(plan.values(input).values).text
        }
        #expect(try rendered(.revision("HEAD~1")) == "old tone\n\nfor old")
        #expect(try rendered(.revision("HEAD")) == "new tone\n\nfor new")
        #expect(try rendered(.number(1)) == "old tone\n\nfor old")
        let tone = try Address(validating: "tone")
        let users = try git.store.version(of: tone, .number(1)).library.users(of: tone, kind: .module)
        #expect(users.map(\.address.path) == ["a/x"])
    }
}
