import Foundation
import Testing

/// After every command, Git reports the same status as before: the user's staged, edited and untracked files
/// are unchanged, and history has one more commit, or none.
@Suite struct GitStatusTests {
    /// Writing commands at both positions of the store, reading commands at one.
    static let cases: [(CommandRow, GitSandbox.Place)] = CommandRow.all.flatMap { row in
        (row.effect == .writes ? GitSandbox.Place.allCases : [.root]).map { (row, $0) }
    }

    @Test(arguments: cases)
    func leavesAllElse(_ row: CommandRow, _ place: GitSandbox.Place) throws {
        let sandbox = try GitSandbox(place, setup: GitSandbox.userState)
        let userState = sandbox.status()
        try #require(userState.count == 9, "\(userState)")
        if !row.before.isEmpty { try sandbox.pass("cd \"$S\"\n" + row.before) }
        let old = sandbox.head

        let result = sandbox.inStore(row.command)
        #expect(result.status == row.status, "\(result.outputText)\(result.errorText)")

        let facts = sandbox.lines([
            GitSandbox.statusCommand, GitSandbox.problemsCommand, GitSandbox.leftoversCommand,
            "git rev-parse HEAD", "git rev-parse HEAD~\(row.commits)",
            "git log -1 --format='%(trailers:only,unfold)'",
            "git log -1 --format='%an <%ae> %cn'", "git log -1 --format=%s",
            "git show --format= --name-only HEAD",
        ])
        try #require(facts.count == 9)
        let saved = row.saves.map { place.prefix + $0 }
        let expected = userState.filter { line in !saved.contains { line.hasSuffix(" " + $0) } }
        #expect(facts[0].split(separator: "\n").map(String.init) == expected)
        #expect(facts[1] == "" && facts[2] == "")
        guard row.effect == .writes else {
            #expect(facts[3] == old, "a reading command made a commit")
            return
        }
        #expect(facts[4] == old, "as many commits more as it makes")
        let trailers = facts[5]
        #expect(trailers.contains(/(?m)^Promptpal-Op: [a-z]+/), "\(trailers)")
        let id = /(?m)^Promptpal-Id: [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
        #expect(trailers.contains(id) || !row.hasID, "\(trailers)")
        #expect(facts[6] == "Ana Ruiz <ana@example.com> Ana Ruiz")
        #expect(!facts[7].isEmpty && facts[7].count <= 80, "\(facts[7])")
        // The one line that reports the change names the commit.
        #expect((result.outputText + result.errorText).contains(facts[3].prefix(7)), "\(result.outputText)")
        let paths = facts[8].split(separator: "\n")
        #expect(!paths.isEmpty)
        for path in paths { #expect(path.hasPrefix(place.prefix), "\(path) is none of the store's") }
    }

    /// A new command must be added to the table.
    @Test func everyCommandIsInTheTable() throws {
        let help = Program(folder: try Folder()).run("promptpal --help").outputText
        let commands = help.split(separator: "\n")
            .compactMap { $0.firstMatch(of: /^ {2}([a-z][a-z-]*) {2}/)?.output.1 }.map(String.init)
        try #require(commands.contains("set"))
        for command in commands where command != "help" {
            #expect(CommandRow.all.contains { $0.names.contains(command) }, "\(command) is in no row")
        }
    }

    /// `init` creates a repository if there is none; in an existing one it commits its own files only.
    @Test func initMakesTheFirstCommit() throws {
        let sandbox = try GitSandbox()
        let home = sandbox.program.environment["OUT"] ?? ""
        let result = sandbox.run("promptpal init \"$OUT/store\" --example")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(sandbox.line("git -C \(home)/store rev-list --count HEAD") == "1")
        #expect(sandbox.line("git -C \(home)/store status --porcelain") == "")
        #expect(sandbox.run("git -C \(home)/store fsck --strict").status == 0)
        let trailers = sandbox.line("git -C \(home)/store log -1 --format='%(trailers:only)'")
        #expect(trailers.contains("Promptpal-Op: init"))
        #expect(sandbox.line("git -C \(home)/store symbolic-ref HEAD") == "refs/heads/main")
    }

    @Test(arguments: [true, false])
    func initInARepository(hasCommits: Bool) throws {
        let sandbox = try GitSandbox()
        try sandbox.pass(
            """
            git init -q "$OUT/app" && cd "$OUT/app"
            if \(hasCommits); then echo a > a.txt; git add . && git commit -qm first; fi
            echo b > b.txt; git add b.txt; echo c > c.txt
            """)
        let status = "git -C \"$OUT/app\" --no-optional-locks status --porcelain=v2 -uall"
        let before = sandbox.line(status)
        let result = sandbox.run("cd \"$OUT/app\" && promptpal init lib/prompts --example")
        #expect(result.status == 0, "\(result.errorText)")
        #expect(sandbox.line(status) == before)
        #expect(sandbox.line("git -C \"$OUT/app\" rev-list --count HEAD") == (hasCommits ? "2" : "1"))
        #expect(!sandbox.line("git -C \"$OUT/app\" show --name-only --format= HEAD").contains("b.txt"))
        #expect(sandbox.run("git -C \"$OUT/app\" fsck --strict").status == 0)
        #expect(sandbox.line("ls -A \"$OUT/app/lib/prompts\"").contains("promptpal.yaml"))
        #expect(!sandbox.line("ls -A \"$OUT/app/lib/prompts\"").contains(".git\n"))
    }
}
