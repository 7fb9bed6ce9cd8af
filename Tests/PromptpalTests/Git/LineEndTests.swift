import Testing

/// If Git converts line ends, CRLF in the work tree and LF in commits are equal; if it does not, they differ.
@Suite struct LineEndTests {
    /// Ways to have CRLF in the work tree and LF in commits.
    static let settings = [
        "git config core.autocrlf true", "echo '* text=auto eol=crlf' > .gitattributes",
        "echo '*.yaml text eol=crlf' > .gitattributes",
    ]

    private static let file = "prompts/hello.prompt.yaml"

    private func sandbox(_ setting: String) throws -> GitSandbox {
        let sandbox = try GitSandbox(
            setup: """
                \(setting); git add .; git commit -q --allow-empty -m ends
                promptpal set hello description=Second; promptpal set hello description=Third
                git rm -rq --cached .; git reset -q --hard
                """)
        try #require(sandbox.status() == [])
        expectCRLF(sandbox)
        return sandbox
    }

    /// Each line of the file ends with CRLF in the work tree and with LF in `HEAD`, and Git sees no change,
    /// even if it has to read the file.
    private func expectCRLF(
        _ sandbox: GitSandbox, _ file: String = LineEndTests.file, location: SourceLocation = #_sourceLocation
    ) {
        let facts = sandbox.lines([
            "grep -c $'\\r$' \(file)", "grep -vc $'\\r$' \(file)", "git show HEAD:\(file) | grep -c $'\\r'",
            "touch -d 2001-01-01 \(file); git status --porcelain",
        ])
        #expect(Int(facts[0]) ?? 0 > 0, "CRLF", sourceLocation: location)
        #expect(facts[1] == "0", "no LF", sourceLocation: location)
        #expect(facts[2] == "0", "versions have LF", sourceLocation: location)
        #expect(facts[3] == "", sourceLocation: location)
    }

    @Test(arguments: settings) func nothingIsAnEdit(_ setting: String) throws {
        let sandbox = try sandbox(setting)
        try sandbox.pass("find prompts -type f -exec touch -d 2001-01-01 {} +")
        let status = sandbox.inStore("promptpal status --json")
        #expect(status.outputText == "[]\n", "\(status.errorText)")
        #expect(!sandbox.inStore("promptpal log hello").outputText.contains("not saved"))
        try sandbox.pass("echo '# more' >> prompts/other.prompt.yaml")
        #expect(sandbox.inStore("promptpal status --json").outputText.contains("prompts/other.prompt.yaml"))
        #expect(sandbox.inStore("promptpal doctor").status == 0)
    }

    @Test(arguments: settings) func undo(_ setting: String) throws {
        let sandbox = try sandbox(setting)
        let old = sandbox.line("cat \(LineEndTests.file)")
        #expect(sandbox.inStore("promptpal set hello name=Other").status == 0)
        expectCRLF(sandbox)
        let undone = sandbox.inStore("promptpal undo")
        #expect(undone.status == 0, "\(undone.errorText)")
        #expect(sandbox.line("cat \(LineEndTests.file)") == old)
        #expect(sandbox.line("git diff HEAD~2") == "")
        expectCRLF(sandbox)
        // With a later change in another line.
        #expect(sandbox.inStore("promptpal set hello name=Other").status == 0)
        #expect(sandbox.inStore("promptpal set hello variables.words.max=300").status == 0)
        let both = sandbox.inStore("promptpal undo HEAD~1")
        #expect(both.status == 0, "\(both.errorText)")
        expectCRLF(sandbox)
        #expect(sandbox.line("git show HEAD:\(LineEndTests.file)").contains("max: 300"))
        // A real edit is not lost.
        try sandbox.pass("echo '# mine' >> \(LineEndTests.file)")
        #expect(sandbox.inStore("promptpal undo HEAD").status != 0)
    }

    @Test(arguments: settings) func restore(_ setting: String) throws {
        let sandbox = try sandbox(setting)
        let restored = sandbox.inStore("promptpal restore hello@v2")
        #expect(restored.status == 0, "\(restored.errorText)")
        expectCRLF(sandbox)
        #expect(sandbox.line("git show --format= --numstat HEAD").hasPrefix("1\t1\t"))
        try sandbox.pass("printf '# mine\\r\\n' >> \(LineEndTests.file)")
        #expect(
            sandbox.inStore("promptpal restore hello@v1").errorText.contains("uncommitted edits"))
    }

    @Test(arguments: settings) func awayAndBack(_ setting: String) throws {
        let sandbox = try sandbox(setting)
        for command in [
            "promptpal rm hello && promptpal undo", "promptpal mv hello moved && promptpal undo",
            "promptpal rm hello && promptpal trash restore hello",
        ] {
            let result = sandbox.inStore(command)
            #expect(result.status == 0, "\(command): \(result.errorText)")
            expectCRLF(sandbox)
        }
        #expect(sandbox.inStore("promptpal mv hello team/moved").status == 0)
        expectCRLF(sandbox, "prompts/team/moved.prompt.yaml")
    }

    /// If Git converts nothing, a file with CRLF is an edit, and is saved with CRLF.
    @Test func whereNothingIsConverted() throws {
        let sandbox = try GitSandbox(setup: "sed -i 's/$/\\r/' prompts/other.prompt.yaml")
        #expect(sandbox.inStore("promptpal status --json").outputText.contains("other"))
        #expect(sandbox.inStore("promptpal save --all").status == 0)
        try sandbox.pass("touch -d 2001-01-01 prompts/other.prompt.yaml")
        #expect(sandbox.status() == [])
        #expect(sandbox.line("git show HEAD:prompts/other.prompt.yaml | grep -c $'\\r'") == "3")
    }

    static let attributes = [
        "", "*.yaml -text", "*.yaml text", "*.yaml text=auto", "*.yaml text=input", "*.yaml eol=crlf",
        "*.yaml eol=lf", "*.yaml text=auto eol=lf", "*.yaml -text eol=crlf", "*.yaml binary", "*.yaml crlf",
        "*.yaml -crlf", "*.yaml crlf=input", "*.yaml text=odd", "[attr]kept -text\n*.yaml kept",
        "*.yaml text\nnew* -text", "/prompts/** -text",
    ]

    /// A new file is stored as Git itself would store it, with any attributes and settings.
    @Test(arguments: attributes, ["true", "false", "input"])
    func aNewFile(_ attributes: String, _ automatic: String) throws {
        let sandbox = try GitSandbox(setup: "git config core.autocrlf \(automatic)")
        try sandbox.pass(
            "cat > .gitattributes <<'END'\n\(attributes)\nEND\ngit add .; git commit -qm attributes")
        for (digit, text) in [
            "name: New\\r\\ncontent: Text\\r\\n", "name: New\\r\\ncontent: Text\\n",
            "name: New\\r\\ncontent: \"a\\r  b\"\\r\\n",
        ].enumerated() {
            let file = "prompts/new\(digit).prompt.yaml"
            try sandbox.pass(
                "printf 'id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d2\(digit)\\r\\n\(text)' > \(file)")
            let wanted = sandbox.line("git -c core.safecrlf=false hash-object --path=\(file) \(file)")
            let saved = sandbox.inStore("promptpal save new\(digit)")
            #expect(saved.status == 0, "\(saved.errorText)")
            #expect(sandbox.line("git rev-parse HEAD:\(file)") == wanted, "\(text)")
            try sandbox.pass("touch -d 2001-01-01 \(file)")
            #expect(sandbox.line("git status --porcelain") == "", "\(text)")
            #expect(sandbox.inStore("promptpal status --json").outputText == "[]\n", "\(text)")
        }
    }
}
