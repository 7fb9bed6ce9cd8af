import Testing

/// The questions at a terminal, and the text on the screen.
@Suite struct KeyTerminalTests {
    private let folder: Folder
    private let terminal: PseudoTerminal
    private let secret = "correct-horse-battery-staple-9f3a"

    init() throws {
        folder = try Folder()
        terminal = PseudoTerminal(program: Program(folder: folder))
    }

    private func run(
        _ command: String, _ dialogue: [(wait: String, type: String)] = []
    ) throws -> (
        screen: String, status: Int32
    ) {
        try #require(terminal.run("NO_COLOR=1 promptpal key \(command)", dialogue))
    }

    @Test func aKeyIsTypedUnseen() throws {
        _ = try run("identity new")
        let add = try run(
            "add acme", [("(not shown): ", "wronk\u{15}correct-horsee\u{7F}-battery-staple-9f3a\r")])
        #expect(add.status == 0 && !add.screen.contains("horse"), "\(add.screen)")
        let stty = try #require(terminal.run("promptpal key add other; stty -a", [("shown): ", "\u{3}")]))
        #expect(stty.screen.contains("cancelled") && stty.screen.contains(" echo "))
        let asked = try run("reveal acme", [("[y/N]", "y\n")])
        #expect(asked.status == 0 && asked.screen.contains(secret), "\(asked.screen)")
        let refused = try run("reveal acme", [("[y/N]", "n\n")])
        #expect(refused.status == 1 && !refused.screen.contains(secret))
        let empty = try run("reveal acme", [("[y/N]", "\n")])
        #expect(empty.status == 1 && !empty.screen.contains(secret))
    }

    @Test func aPassphraseIsAskedFor() throws {
        let once: (wait: String, type: String) = ("Passphrase: ", "one two\n")
        let differing = try run(
            "identity new --passphrase", [once, ("Repeat the passphrase: ", "one three\n")])
        #expect(differing.status == 1 && differing.screen.contains("differ"), "\(differing.screen)")
        let made = try run("identity new --passphrase", [once, ("Repeat the passphrase: ", "one two\n")])
        #expect(made.status == 0 && !made.screen.contains("one two"), "\(made.screen)")
        // Sealing needs no question.
        #expect(try run("add acme", [("(not shown): ", secret + "\n")]).status == 0)
        let wrong = try run("reveal acme --yes", [("your identity: ", "one three\n")])
        #expect(wrong.status == 2 && wrong.screen.contains("the passphrase is wrong"), "\(wrong.screen)")
        let right = try run("reveal acme --yes", [("your identity: ", "one two\n")])
        #expect(right.status == 0 && right.screen.contains(secret), "\(right.screen)")
        // Standard input belongs to the command itself.
        let exec = try #require(
            terminal.run(
                "echo input | promptpal key exec acme -- sh -c 'cat; echo ${#ACME_API_KEY}'",
                [("your identity: ", "one two\n")]))
        #expect(exec.status == 0 && exec.screen.contains("input\n33"), "\(exec.screen)")
        // Without a person at the terminal.
        let alone = terminal.program.run("promptpal key reveal acme --yes --to-stdout")
        #expect(
            alone.status == 2 && alone.errorText.contains("there is no terminal to ask at"),
            "\(alone.errorText)")
    }

    @Test func recipientsAreAcceptedByAPerson() throws {
        try folder.write("format: 1\n", to: "promptpal.yaml")
        _ = terminal.program.run("git init -q -b main && git add -A && git commit -qm Start")
        _ = terminal.program.run("promptpal key identity new && promptpal key recipients add")
        let other = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj"
        _ = terminal.program.run("printf '# Eve\\n\(other)\\n' >> keys/recipients.txt")
        let refused = try run("recipients accept", [("[y/N]", "n\n")])
        #expect(refused.status == 1 && refused.screen.contains("+ \(other)  Eve"), "\(refused.screen)")
        #expect(terminal.program.run("echo x-y-z | promptpal key add acme --shared").status == 1)
        #expect(try run("recipients accept", [("[y/N]", "y\n")]).status == 0)
        #expect(terminal.program.run("echo x-y-z | promptpal key add acme --shared").status == 0)
    }
}
