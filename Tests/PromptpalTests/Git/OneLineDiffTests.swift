import Testing

/// The diff for a reviewer: a change of one value is a change of one line, and comments beside it stay.
@Suite struct OneLineDiffTests {
    struct Change: Sendable, CustomTestStringConvertible {
        let command: String
        /// `git show -U0` without headers: removed and added lines.
        let lines: [String]
        var testDescription: String { command }

        /// The output of `git show --numstat`, without the path.
        var counts: String {
            let added = lines.count { $0.hasPrefix("+") }
            return "\(added)\t\(lines.count - added)\t"
        }
    }

    static let changes: [Change] = [
        Change(
            command: "promptpal set hello name='Hello, you'",
            lines: ["-name: Hello   # as people call it", "+name: Hello, you   # as people call it"]),
        Change(
            command: "promptpal set hello description='Greets one'",
            lines: ["-description: \"Greets\"   # short", "+description: \"Greets one\"   # short"]),
        Change(
            command: "promptpal set hello variables.words.max=300",
            lines: [
                "-  words: {type: number, min: 50, max: 400, default: 150}   # tuned",
                "+  words: {type: number, min: 50, max: 300, default: 150}   # tuned",
            ]),
        Change(
            command: "promptpal set hello tags+=mail",
            lines: ["-tags: [greeting,  short]", "+tags: [greeting,  short, mail]"]),
        Change(
            command: "promptpal set hello modules.persona.role=user",
            lines: ["-    role: system", "+    role: user"]),
        Change(
            command: "promptpal set team --kind folder name=Crew", lines: ["-name: Team", "+name: Crew"]),
        Change(command: "promptpal module hide hello persona", lines: ["+    visible: false"]),
        Change(
            command: "promptpal module rename hello persona Guide",
            lines: ["-  - name: Persona   # first", "+  - name: Guide   # first"]),
        Change(
            command: "promptpal option rename hello task long Longer",
            lines: ["-      - name: Long", "+      - name: Longer"]),
        Change(
            command: "promptpal variable set hello words --max 300",
            lines: [
                "-  words: {type: number, min: 50, max: 400, default: 150}   # tuned",
                "+  words: {type: number, min: 50, max: 300, default: 150}   # tuned",
            ]),
    ]

    @Test(arguments: changes) func isOneLine(_ change: Change) throws {
        let sandbox = try GitSandbox()
        let result = sandbox.inStore(change.command)
        try #require(result.status == 0, "\(result.errorText)")
        let counts = sandbox.line("git show --format= --numstat HEAD")
        #expect(counts.hasPrefix(change.counts) && !counts.contains("\n"), "\(counts)")
        #expect(GitSandbox.changedLines(in: sandbox.line("git show --format= -U0 HEAD")) == change.lines)
    }

    /// The same with CRLF line ends, tabs in comments and no line end at the end of the file.
    @Test func keepsOddFiles() throws {
        let odd =
            #"content: Text\r\n# a comment\t\r\nname:   "Odd"\t# kept\r\nid: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d20"#
        let sandbox = try GitSandbox(
            setup: "printf '\(odd)' > prompts/odd.prompt.yaml; git add . && git commit -qm odd")
        let result = sandbox.inStore("promptpal set odd name=Even")
        try #require(result.status == 0, "\(result.errorText)")
        let lines = GitSandbox.changedLines(in: sandbox.run("git show --format= -U0 HEAD").outputText)
        #expect(lines == ["-name:   \"Odd\"\t# kept\r", "+name:   \"Even\"\t# kept\r"])
    }

    /// Git sees a move as a rename, and each reference to the moved record changes in one line only.
    @Test func moveIsARename() throws {
        let sandbox = try GitSandbox()
        let result = sandbox.inStore("promptpal mv tone voices/tone")
        try #require(result.status == 0, "\(result.errorText)")
        let names = sandbox.line("git show --format= --name-status -M HEAD").split(separator: "\n")
        #expect(names.contains("R100\tprompts/tone.module.yaml\tprompts/voices/tone.module.yaml"), "\(names)")
        let mail = sandbox.line("git show --format= -U0 HEAD -- prompts/team/mail.prompt.yaml")
        #expect(GitSandbox.changedLines(in: mail).count == 2)
        #expect(mail.contains("# found outward"))
    }
}

extension GitSandbox {
    /// Returns the `-` and `+` lines of a patch.
    static func changedLines(in patch: String) -> [String] {
        // By bytes, because CR and LF together are one character.
        patch.utf8.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }.filter {
            ($0.hasPrefix("-") || $0.hasPrefix("+")) && !$0.hasPrefix("---") && !$0.hasPrefix("+++")
        }
    }
}
