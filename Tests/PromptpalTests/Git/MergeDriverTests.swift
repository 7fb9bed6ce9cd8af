import Foundation
import PromptCore
import PromptMerge
import Testing

/// Git's own commands with the driver that `setup-git` registers: they give the same bytes as the merge
/// itself.
@Suite struct MergeDriverTests {
    static let path = "prompts/hello.prompt.yaml"

    /// The changes of the two sides, as commands for `sed`.
    struct Change: Sendable, CustomTestStringConvertible {
        let name: String
        let ours: String
        let theirs: String
        let outcome: MergedFile.Outcome
        var testDescription: String { name }
    }

    static let changes = [
        Change(
            name: "neighbouring lines", ours: "s/^description: .*/description: Greets a person/",
            theirs: "s/tags: .*/tags: [greeting, polite]/", outcome: .merged),
        Change(
            name: "one line", ours: "s/max: 400/max: 300/", theirs: "s/default: 150/default: 140/",
            outcome: .merged),
        Change(
            name: "two texts", ours: "s/Say hello to {{name}}\\./Greet {{name}}./",
            theirs: "s/Say hello to {{name}}\\./Welcome {{name}}./", outcome: .keptBoth),
        Change(
            name: "two values", ours: "s/^name: Hello/name: Welcome/",
            theirs: "s/^name: Hello/name: Greeting/",
            outcome: .keptBoth),
        Change(
            name: "a broken file", ours: "s/^name: Hello/name: [Hello/",
            theirs: "s/^name: Hello/name: Greeting/",
            outcome: .markers),
    ]

    /// The Git command that joins the sides, run on the branch `ours`; the branch `theirs` has one commit.
    enum Way: String, CaseIterable {
        case merge = "git merge -q --no-edit theirs"
        case pull = "git pull -q --no-rebase --no-edit . theirs"
        case cherryPick = "git cherry-pick theirs"
        case rebase = "git checkout -q theirs && git rebase -q ours"
        case pullWithRebase = "git checkout -q theirs && git pull -q --rebase . ours"
    }

    @Test(arguments: changes, Way.allCases)
    func gitGivesTheBytesOfTheMerge(change: Change, way: Way) throws {
        let sandbox = try GitSandbox()
        try sandbox.pass(
            """
            printf '*.prompt.yaml merge=promptpal\\n' > .gitattributes; git add .gitattributes; git commit -qm attributes
            promptpal setup-git -q
            git branch theirs; git checkout -qb ours
            cp \(Self.path) ~/base
            sed -i '\(change.ours)' \(Self.path); cp \(Self.path) ~/ours; git commit -qam ours
            git checkout -q theirs
            sed -i '\(change.theirs)' \(Self.path); cp \(Self.path) ~/theirs; git commit -qam theirs
            git checkout -q ours
            """)
        let result = sandbox.run(way.rawValue)
        func bytes(_ name: String) -> [UInt8] {
            FileManager.default.contents(atPath: sandbox.folder.scratch + "/" + name).map(Array.init) ?? []
        }
        // A rebase puts the commits of theirs onto ours: Git calls the target of the rebase ours.
        let expected = FileMerge.merge(
            base: bytes("base"), ours: bytes("ours"), theirs: bytes("theirs"), path: Self.path)
        let merged = FileManager.default.contents(atPath: sandbox.folder.path + "/" + Self.path).map(
            Array.init)
        #expect(expected.outcome == change.outcome)
        #expect(
            merged == expected.bytes, "\(result.errorText)\(String(decoding: merged ?? [], as: UTF8.self))")
        if change.outcome == .markers {
            #expect(result.status != 0)
            #expect(sandbox.line("git status --porcelain -- \(Self.path)").hasPrefix("UU"))
        } else {
            #expect(result.status == 0, "\(result.errorText)")
            #expect(sandbox.line("git status --porcelain") == "")
            #expect(sandbox.run("promptpal validate hello").status == 0)
        }
        for note in expected.notes { #expect(result.errorText.contains(note.message), "\(result.errorText)") }
    }

    /// A host without the driver merges changes that do not touch line by line, and the result is a valid
    /// file.
    @Test func withoutTheDriverGitMergesLines() throws {
        let sandbox = try GitSandbox()
        try sandbox.pass(
            """
            printf '*.prompt.yaml merge=promptpal\\n' > .gitattributes; git add .gitattributes; git commit -qm attributes
            git checkout -qb theirs; sed -i 's/^name: Hello/name: Greeting/' \(Self.path); git commit -qam theirs
            git checkout -q main; sed -i 's/You are kind/You are brief/' \(Self.path); git commit -qam ours
            git merge -q --no-edit theirs && promptpal validate hello
            """)
        let text = sandbox.line("cat \(Self.path)")
        #expect(text.contains("name: Greeting") && text.contains("You are brief"))
    }

    /// A file that Git follows through a rename is merged too. A file that one side deleted is left to Git.
    @Test func aRenamedFileIsMerged() throws {
        let sandbox = try GitSandbox()
        try sandbox.pass(
            """
            promptpal setup-git -q; printf '*.prompt.yaml merge=promptpal\\n' > .gitattributes
            git add .gitattributes; git commit -qm attributes
            git checkout -qb theirs; sed -i 's/^name: Hello/name: Greeting/' \(Self.path); git commit -qam theirs
            git checkout -q main; promptpal mv hello team/hi -q; promptpal set team/hi description=Short -q
            git merge -q --no-edit theirs
            """)
        let text = sandbox.line("cat prompts/team/hi.prompt.yaml")
        #expect(text.contains("name: Greeting") && text.contains("description: \"Short\""), "\(text)")
    }
}
