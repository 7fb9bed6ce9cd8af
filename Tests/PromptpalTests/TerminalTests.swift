import Foundation
import Testing

/// Behaviour at a terminal only: questions, colour, truncation, and the characters that must never be sent to
/// one.
@Suite struct TerminalTests {
    private let folder: Folder
    private let terminal: PseudoTerminal

    init() throws {
        folder = try Folder()
        terminal = PseudoTerminal(program: Program(folder: folder))
        try folder.write("format: 1\n", to: "promptpal.yaml")
        try folder.write(
            """
            variables:
              product: {type: text, help: The public name, placeholder: Acme, max_length: 10}
              audience: {type: select, options: [developers, {value: students, label: Students under 25}]}
              topics: {type: multiselect, options: [speed, price, care], min_selections: 1}
              words: {type: number, min: 50, max: 400, unit: words, default: 100}
              formal: {type: boolean}
              notes: {type: multiline}
            content: |
              {{product}}, {{audience.label}}, {{topics}}, {{words}}, {{formal}}
              {{notes}}

            """, to: "prompts/ask.prompt.yaml")
        _ = terminal.program.run("git init -q -b main && git add -A && git commit -qm Start")
    }

    @Test func asksForWhatIsMissing() throws {
        let run = try #require(
            terminal.run(
                "promptpal render ask > out",
                [
                    ("such as Acme", "much too long\n"), ("such as Acme", "Widget\n"), ("a number", "9\n"),
                    ("a number", "2\n"), ("with commas", "\n"), ("with commas", "3, price\n"),
                    ("yes or no", "y\n"),
                    ("only a dot", "first\nsecond\n.\n"),
                ]))
        #expect(run.status == 0)
        #expect(folder.read("out") == "Widget, Students under 25, care, price, 100, true\nfirst\nsecond\n")
        #expect(run.screen.contains("The public name\n"))
        #expect(run.screen.contains("product must be at most 10 characters long, not 13"))
        #expect(run.screen.contains("  2  students  Students under 25\n"))
        #expect(run.screen.contains("audience can't be \"9\""))
        #expect(run.screen.contains("topics needs at least 1 selection"))
        #expect(!run.screen.contains("words"), "what has a default is not asked for")
    }

    @Test func endOfInputIsNoAnswer() throws {
        let run = try #require(terminal.run("promptpal render ask", [("such as", "\u{4}")]))
        #expect(run.status == 1)
        #expect(run.screen.contains("promptpal: product needs a value\n  help: give it with --var product="))
    }

    @Test func interruptEndsIt() throws {
        let run = try #require(terminal.run("exec promptpal render ask", [("such as", "\u{3}")]))
        #expect(run.status == 128 + 2)
    }

    @Test func asksNoOneElsewhere() throws {
        for command in [
            "promptpal render ask --no-input", "promptpal render ask < /dev/null",
            "promptpal render ask 2> err",
        ] {
            let run = try #require(terminal.run(command))
            #expect(run.status == 1, "\(command)")
            #expect(!run.screen.contains("such as"), "\(command)")
        }
    }

    @Test func interruptInTheEditorIsTheEditors() throws {
        try folder.write(
            "trap 'echo caught' INT\nread -p 'type> ' line < /dev/tty; sleep 0.2\n", to: "editor")
        let run = try #require(
            terminal.run("EDITOR='bash ./editor' promptpal edit ask; echo status $?", [("type> ", "\u{3}\n")])
        )
        #expect(run.screen.contains("caught"), "\(run.screen)")
        #expect(run.screen.contains("prompts/ask.prompt.yaml was not changed\nstatus 0"))
    }

    @Test func offersToGoBackToTheEditor() throws {
        try folder.write(
            "if grep -q BROKEN \"$1\"; then sed -i s/BROKEN/notes/ \"$1\"; else sed -i 's/{{notes/{{#BROKEN/' \"$1\"; fi\n",
            to: "editor")
        let run = try #require(
            terminal.run("EDITOR='bash ./editor' promptpal edit ask; echo status $?", [("[Y/n]", "n\n")]))
        #expect(run.screen.contains("error[PP4"))
        #expect(run.screen.contains("has errors and was not committed"))
        #expect(run.screen.contains("status 1"))
    }

    @Test func colourIsForTerminals() throws {
        let coloured = try #require(terminal.run("promptpal list"))
        #expect(coloured.screen.contains("\u{1B}[1mask\u{1B}[0m"))
        for command in [
            "NO_COLOR=1 promptpal list", "TERM=dumb promptpal list", "promptpal list --color never",
            "promptpal list | cat",
        ] {
            let plain = try #require(terminal.run(command))
            #expect(plain.screen == "ask  ask\n", "\(command)")
        }
    }

    @Test func listsFitTheTerminal() throws {
        let long = String(repeating: "日本語 ", count: 30)
        try folder.write(
            "name: \"\(long)\"\ndescription: \"\(long)\"\ntags: [one]\ncontent: x\n",
            to: "prompts/wide.prompt.yaml")
        for command in ["promptpal list --long", "promptpal list"] {
            let run = try #require(terminal.run("NO_COLOR=1 \(command)"))
            let lines = run.screen.split(separator: "\n")
            #expect(lines.count == 2)
            // Each of these characters takes two columns.
            #expect(
                lines.allSatisfy { $0.unicodeScalars.reduce(0) { $0 + ($1.value > 0x3000 ? 2 : 1) } <= 80 })
        }
    }

    @Test(arguments: [
        "list --long", "tree", "show evil", "validate", "render evil --preview --var x=1",
        "render evil --var x=1 --var z=2", "render evil",
        "render evil --var x=1",
    ])
    func nothingInAStoreSteersTheTerminal(_ command: String) throws {
        try folder.write(
            #"""
            name: "\e]0;owned\a\e[31m"
            description: "d\x9bm \u202e"
            tags: ["\e[1m"]
            variables: {x: {type: text, help: "\e[5m", placeholder: "\e[7m"}, y: {type: text, default: "\e[8m"}}
            content: "\e[2J{{x}} {{y}} {{z}}"
            """#, to: "prompts/evil.prompt.yaml")
        let run = try #require(
            terminal.run("NO_COLOR=1 promptpal \(command)", [("x (such as", "\u{4}"), ("z: ", "\u{4}")]))
        #expect(run.status < 128, "\(run.screen)")
        #expect(
            !run.screen.unicodeScalars.contains {
                $0.value == 0x1B || $0.value == 0x07 || $0.value == 0x9B || $0.value == 0x202E
            })
    }

    @Test func whatIsRenderedToAPipeIsAsWritten() throws {
        try folder.write("content: \"\\e[2J{{x}}\"\n", to: "prompts/raw.prompt.yaml")
        let result = terminal.program.run("promptpal render raw --var x=\"$(printf '\\033[1m')\"")
        #expect(result.output == Array("\u{1B}[2J\u{1B}[1m\n".utf8))
    }
}
