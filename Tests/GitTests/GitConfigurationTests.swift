import Foundation
import Testing

@testable import Git

/// The configuration is read as Git reads it; compared with `git config --list`.
@Suite struct GitConfigurationTests {
    static let texts = [
        "", "[core]\n\tbare = true\n", "[Core]\r\n\tBare\r\n", "\u{FEFF}[a]\nb=c",
        "[a \"B c\"]\nd = e\n[a.F]\ng=h", "[a \"x\\\"y\\\\z\"] k = v", "[a]b=c\n[d] e = f # g",
        "[a]\n# comment \\\nb = c", "[a]\n; comment \\\nb = c", "[a]\nb = c \\\nd\n", "[a]\nb = c\\\\\nd = e",
        "[a]\nb = c # \\\nd = e", "[a]\nb = \"c ; d\" ; e", "[a]\nb = \" c \"  d  \n", "[a]\nb =\n",
        "[a]\n\n\n b=",
        "[a]\nb = x\\ty\\nz\\b\\\"q", "[a]\nb = \\x", "[a]\nb = \"c\n", "[a\nb = c", "[a \"b]\nc = d",
        "[]\nb = c",
        "[a]\nb c", "[a]\n-b = c", "[a]\n1b = c", "[a]\nb1-c = d", "b = c", "[a] [b] c = d",
        "[a]\n\u{2028}b = c",
        "[a]\n# \u{2028}[x]\nb = c", "[a]\n# \u{0C}[x]\nb = c", "[a]\n\u{0B}b = c",
        "[a]\r\nb = c\\\r\nd",
        "[a]\nb =\u{301}c", "[a]\nb\u{301} = c", "[include]\npath = x", "[a \"b\" c]\nd = e",
        "[a\"b\"]\nc = d",
        "[a]\nb = \"\"\n", "[a]\nb = 'c'", "[a]b", "[a]b=c;d", "[a]\nb = c\\", "[a-b.c]\nd = e",
        "[a_b]\nc = d",
    ]

    @Test(arguments: texts) func readsAsGitDoes(_ text: String) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("config-\(UUID())")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let git = Process()
        let output = Pipe()
        git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        git.arguments = ["git", "config", "--file", file.path, "--no-includes", "--null", "--list"]
        git.standardOutput = output
        git.standardError = FileHandle.nullDevice
        try git.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        git.waitUntilExit()

        let config = GitConfiguration(Array(text.utf8))
        #expect((config.malformedLine == nil) == (git.terminationStatus == 0))
        guard git.terminationStatus == 0 else { return }
        // A key without a value has no line feed after it.
        let expected = data.split(separator: 0).map { entry in
            String(decoding: entry, as: UTF8.self).replacing("\n", with: "=", maxReplacements: 1)
        }
        let found = config.entries.map { key, value in
            expected.contains(key) && value == "true" ? key : key + "=" + value
        }
        #expect(found == expected)
    }

    @Test(
        arguments: [
            ("", nil), ("[core]\nbare", true), ("[core]\nbare=no", false), ("[core]\nbare=2", true),
            ("[core]\nbare=", false),
            ("[core]\nbare=true\nBARE=off", false), ("[core]\nbare=maybe", true),
        ] as [(String, Bool?)])
    func flags(_ text: String, expected: Bool?) {
        #expect(GitConfiguration(Array(text.utf8)).flag("core.bare") == expected)
    }

    @Test func namesTheLineThatIsBroken() {
        #expect(GitConfiguration(Array("[a]\nb = c\n\n= d\n".utf8)).malformedLine == 4)
        #expect(GitConfiguration([0x5B, 0x61, 0x5D, 0x0A, 0]).malformedLine == 2)
    }
}
