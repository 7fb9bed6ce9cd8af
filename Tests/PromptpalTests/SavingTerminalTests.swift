import Testing

/// `save` without an address, at a terminal.
@Suite struct SavingTerminalTests {
    private let folder: Folder
    private let terminal: PseudoTerminal

    init() throws {
        folder = try Folder()
        terminal = PseudoTerminal(program: Program(folder: folder))
        try folder.write("format: 1\n", to: "promptpal.yaml")
        _ = terminal.program.run("git init -q -b main && git add -A && git commit -qm Start")
        try folder.write("content: one\n", to: "prompts/a.prompt.yaml")
        try folder.write("content: two\n", to: "prompts/b.prompt.yaml")
    }

    private var subjects: [Substring] {
        terminal.program.run("git log --format=%s").outputText.split(separator: "\n")
    }

    @Test(arguments: ["\n", "y\n"])
    func asksForSeveral(_ answer: String) throws {
        let run = try #require(terminal.run("NO_COLOR=1 promptpal save", [("[Y/n]", answer)]))
        #expect(run.status == 0, "\(run.screen)")
        #expect(run.screen.contains("new\n  a\n  b\nSave all of them as one commit? [Y/n]"))
        #expect(subjects == ["Add 2 prompts", "Start"])
    }

    @Test func noIsNo() throws {
        let run = try #require(terminal.run("promptpal save", [("[Y/n]", "n\n")]))
        #expect(run.status == 1)
        #expect(run.screen.contains("promptpal: nothing was saved"))
        #expect(subjects == ["Start"])
    }

    @Test func oneIsNotAskedFor() throws {
        _ = terminal.program.run("rm prompts/b.prompt.yaml")
        let run = try #require(terminal.run("promptpal save"))
        #expect(run.status == 0)
        #expect(!run.screen.contains("[Y/n]"))
        #expect(subjects == ["Add a", "Start"])
    }

    @Test(arguments: ["status", "save --all", "doctor"])
    func nothingInAStoreSteersTheTerminal(_ command: String) throws {
        try folder.write("content: x\n", to: "prompts/\u{1B}[31mred.prompt.yaml")
        try folder.write("name: \"\\e[1m\"\ncontent: \"{{> \u{202E}x}}\"\n", to: "prompts/evil.prompt.yaml")
        let run = try #require(terminal.run("NO_COLOR=1 promptpal \(command)"))
        #expect(
            !run.screen.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E }, "\(run.screen)")
    }
}
