import Foundation
import PromptCore
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

@Suite struct DoctorTests {
    private let place = GitFolder()

    private func report(repairs: Bool = false) throws -> DoctorReport {
        try place.store.doctor(repairs: repairs, WriteOptions(isSynced: false))
    }

    /// Returns the checks with findings, except for the number that a new clone lacks.
    private func found(_ report: DoctorReport) -> [String] {
        report.findings.filter { $0.check != .device }.map { "\($0.severity.rawValue) \($0.check.rawValue)" }
    }

    init() throws {
        place.git("config", "user.name", "Ana Ruiz")
        place.git("config", "user.email", "ana@example.com")
        place.git("config", "merge.\(MergeAttributes.driver).driver", "promptpal merge-driver")
        place.save(MergeAttributes.file, MergeAttributes.text)
    }

    @Test func aSoundStore() throws {
        place.save("prompts/a.prompt.yaml", GitFolder.prompt("a"))
        #expect(found(try report()) == [])
        #expect(try report().findings.map(\.check) == [.device])
        _ = try report(repairs: true)
        #expect(try report().findings.isEmpty)
        #expect(place.folder.text(".git/promptpal/device")?.count == 37)
    }

    /// A store that was not made by this version's `init`: Git merges its files line by line until the
    /// attributes are there.
    @Test func mergingByStructure() throws {
        place.git("config", "--unset", "merge.\(MergeAttributes.driver).driver")
        place.save(MergeAttributes.file, "*.prompt.yaml merge=union\n")
        #expect(found(try report()) == ["note merging", "note merging"])
        _ = try report(repairs: true)
        // Lines that somebody wrote stay, and the clone's own configuration is not changed.
        #expect(
            place.folder.text(MergeAttributes.file)?.hasPrefix(
                "*.prompt.yaml merge=union\n*.module.yaml merge=") == true)
        #expect(found(try report()) == ["note merging"])
    }

    @Test func ids() throws {
        place.save("prompts/z.prompt.yaml", GitFolder.prompt("a"))
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a", "copy"))
        place.save("prompts/none.prompt.yaml", "content: x\n")
        place.put("prompts/open.prompt.yaml", "content: not saved\n")
        #expect(found(try report()) == ["problem duplicate-id", "note missing-id"])
        let mended = try report(repairs: true)
        #expect(mended.openProblems.isEmpty)
        #expect(mended.committed?.fileCount == 2)
        #expect(found(try report()) == ["note missing-id"])
        // The file that had the id first keeps it, and unsaved files are not changed.
        #expect(place.folder.text("prompts/z.prompt.yaml") == GitFolder.prompt("a"))
        #expect(place.folder.text("prompts/open.prompt.yaml") == "content: not saved\n")
        #expect(place.touched() == ["M prompts/a.prompt.yaml", "M prompts/none.prompt.yaml"])
        #expect(place.porcelain == "?? prompts/open.prompt.yaml\n")
    }

    /// In a merge, the history of the id can be behind the second parent.
    @Test func idsOfTheSecondParent() throws {
        place.git("switch", "-q", "-c", "side")
        place.save("prompts/z.prompt.yaml", GitFolder.prompt("c"))
        place.save("prompts/copy.prompt.yaml", GitFolder.prompt("c", "copy"))
        place.git("switch", "-q", "main")
        place.save("prompts/other.prompt.yaml", GitFolder.prompt("d"))
        place.git("merge", "-q", "--no-edit", "side")
        #expect(place.git("rev-list", "--merges", "--count", "HEAD").hasPrefix("1"))
        let copies = try report().findings.filter { $0.check == .duplicateID }
        #expect(copies.map(\.path) == ["prompts/copy.prompt.yaml"])
    }

    /// Each side has the record alone: the one that the common history has keeps the id.
    @Test func idsOfBothParents() throws {
        place.save("prompts/z.prompt.yaml", GitFolder.prompt("c"))
        place.git("switch", "-q", "-c", "side")
        place.git("mv", "prompts/z.prompt.yaml", "prompts/a.prompt.yaml")
        place.git("commit", "-q", "-m", "Move")
        place.git("switch", "-q", "main")
        place.save("prompts/z.prompt.yaml", GitFolder.prompt("c", "edited"))
        place.git("merge", "-q", "-s", "ours", "--no-commit", "side")
        place.git("checkout", "-q", "side", "--", "prompts/a.prompt.yaml")
        place.git("commit", "-q", "-m", "Both")
        let copies = try report().findings.filter { $0.check == .duplicateID }
        #expect(copies.map(\.path) == ["prompts/a.prompt.yaml"])
    }

    @Test func namesAndReferences() throws {
        place.put("prompts/a.prompt.yaml", "id: \(GitFolder.id("a"))\nmodules: [{use: gone}]\n")
        place.put("prompts/A.prompt.yaml", GitFolder.prompt("b"))
        place.put("prompts/bad.prompt.yaml", "id: \(GitFolder.id("c"))\ncontnt: x\n")
        place.commit("x")
        #expect(
            found(try report()) == ["problem address-twin", "problem reference", "problem records"])
        #expect(try report(repairs: true).openProblems.count == 3)
    }

    @Test func locks() throws {
        place.folder.put(".git/index.lock", "")
        #expect(found(try report()) == ["note lock"])
        var times = [timeval(tv_sec: 1, tv_usec: 0), timeval(tv_sec: 1, tv_usec: 0)]
        utimes(place.folder.at(".git/index.lock"), &times)
        place.folder.put(".git/refs/heads/main.lock", "")
        #expect(found(try report()) == ["problem lock", "note lock"])
        #expect(try report(repairs: true).openProblems.count == 1)
        #expect(place.folder.text(".git/index.lock") == "")
    }

    @Test func locksOfAllReferences() throws {
        let names = ["remotes/origin/main.lock", "remotes/origin/team/ana/topic.lock", "tags/v1.lock"]
        for name in names { place.folder.put(".git/refs/" + name, "") }
        let findings = try report().findings.filter { $0.check == .lock && $0.severity == .note }
        #expect(findings.compactMap(\.path) == names.map { place.folder.at(".git/refs/" + $0) })
    }

    @Test func leftovers() throws {
        place.save("prompts/a.prompt.yaml", GitFolder.prompt("a"))
        place.put("prompts/.promptpal-00.tmp", GitFolder.prompt("a"))
        place.put(".promptpal-01.tmp", "")
        place.put("prompts/.promptpal-02.tmp", "somebody's own text")
        place.folder.put(".git/promptpal/index-0123.new", "x")
        #expect(found(try report()) == Array(repeating: "note leftover", count: 4))
        _ = try report(repairs: true)
        #expect(place.folder.names("prompts") == [".promptpal-02.tmp", "a.prompt.yaml"])
        #expect(place.folder.names(".git/promptpal").filter { $0.hasPrefix("index-") }.isEmpty)
    }

    @Test func anIndexThatIsBehind() throws {
        let first = place.save("prompts/a.prompt.yaml", GitFolder.prompt("a", "one"))
        place.put("prompts/new.prompt.yaml", GitFolder.prompt("b"))
        place.save("prompts/a.prompt.yaml", GitFolder.prompt("a", "two"))
        #expect(found(try report()) == [])
        place.git("read-tree", first)
        #expect(
            place.porcelain
                == "MM prompts/a.prompt.yaml\nD  prompts/new.prompt.yaml\n?? prompts/new.prompt.yaml\n")
        let head = place.head()
        #expect(found(try report()) == ["problem index"])
        #expect(try report(repairs: true).openProblems.isEmpty)
        #expect(place.porcelain == "")
        #expect(place.head() == head)
        // Changes that somebody staged do not count.
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a", "staged"))
        place.git("add", "-A")
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a", "two"))
        #expect(found(try report()) == [])
    }

    @Test func repositoriesThatCanNotBeUsed() throws {
        place.git("config", "core.worktree", "/")
        #expect(found(try report()) == ["problem repository"])
        place.git("config", "--unset", "core.worktree")
        place.git("update-index", "--split-index")
        #expect(found(try report()) == ["problem index"])
        place.git("update-index", "--no-split-index")
        place.put(".git/index", "DIRC nonsense")
        #expect(found(try report()) == ["problem index"])
        let folder = TemporaryFolder()
        let alone = try makeStore(folder, ["prompts/a.prompt.yaml": "contnt: x\n"]).doctor(repairs: false)
        #expect(alone.findings.map(\.check).prefix(1) == [.repository])
        #expect(alone.findings.contains { $0.check == .records })
    }

    /// Checks of other targets come after those of the records and before those of the settings.
    @Test func addedChecks() throws {
        place.save("prompts/bad.prompt.yaml", "contnt: x\n")
        place.put(".gitignore", "prompts/\n")
        let added = DoctorCheck { store in
            [DoctorFinding(.keys, severity: .problem, message: store.path.string)]
        }
        let report = try place.store.doctor(
            repairs: false, adding: [added, added], WriteOptions(isSynced: false))
        #expect(
            report.findings.map(\.check).filter { $0 != .device && $0 != .missingID }
                == [.records, .keys, .keys, .ignored])
    }

    @Test func settings() throws {
        place.put(".gitignore", "prompts/\n")
        place.put("prompts/a.prompt.yaml", GitFolder.prompt("a"))
        place.folder.put(".git/hooks/pre-commit", "#!/bin/sh\nexit 1\n")
        place.git("config", "commit.gpgsign", "true")
        place.git("config", "core.fsmonitor", "/bin/false")
        let found = try report().findings
        #expect(found.filter { $0.check == .ignored }.map(\.path) == ["prompts"])
        place.put(".gitignore", "a.*\n")
        #expect(
            try report().findings.filter { $0.check == .ignored }.map(\.path) == ["prompts/a.prompt.yaml"])
        let settings = try #require(found.first { $0.check == .settings })
        #expect(settings.severity == .note)
        #expect(settings.message.contains("pre-commit"))
        #expect(settings.message.contains("core.fsmonitor (/bin/false)"))
        #expect(settings.message.contains("commit.gpgSign"))
    }

    @Test(arguments: ["ident", "working-tree-encoding=UTF-16"])
    func attributesThatAreNotSupported(_ attribute: String) throws {
        place.save("prompts/a.prompt.yaml", GitFolder.prompt("a"))
        place.save(MergeAttributes.file, MergeAttributes.text + "*.yaml text=auto\n")
        #expect(found(try report()) == [])
        place.save(MergeAttributes.file, MergeAttributes.text + "*.yaml \(attribute)\n")
        #expect(found(try report()) == ["problem settings"])
        let finding = try #require(try report().findings.first { $0.check == .settings })
        let name = try #require(attribute.split(separator: "=").first.map(String.init))
        #expect(finding.message.contains("the attribute \(name) of"))
        // The command in the help text works.
        place.save(MergeAttributes.file, MergeAttributes.text + "*.yaml \(attribute)\n*.yaml -\(name)\n")
        #expect(finding.help?.contains("`*.yaml -\(name)`") == true)
        #expect(found(try report()) == [])
    }

    @Test func situations() throws {
        place.git("switch", "-q", "--detach")
        #expect(found(try report()) == ["note repository"])
        place.git("switch", "-q", "main")
        place.folder.put(".git/MERGE_HEAD", place.head() + "\n")
        #expect(found(try report()) == ["note repository"])
        #expect(try report().openProblems.isEmpty)
    }
}
