import Foundation
import Glibc
import Testing

private let hasStrace = access("/usr/bin/strace", X_OK) == 0

/// While a command works on a secret, only the data read from standard input and the data that `reveal` is
/// asked to write may contain it.
@Suite(.enabled(if: hasStrace, "strace is not here")) struct KeySecrecyTests {
    private let folder: Folder
    private let program: Program
    private let secret = "correct-horse-battery-staple-9f3a-0123456789"
    private let other = "wrong-donkey-battery-staple-7c1d-9876543210"

    init() throws {
        folder = try Folder()
        program = Program(folder: folder)
        try folder.write("format: 1\n", to: "promptpal.yaml")
        _ = program.run("git init -q -b main && git add -A && git commit -qm Start")
    }

    /// Runs a command under strace. Returns its system calls.
    private func trace(_ command: String, status: Int32 = 0) throws -> [Substring] {
        let result = program.run("set -o pipefail; \(command)")
        #expect(result.status == status, "\(command): \(result.errorText)")
        for text in [result.errorText, command.contains("--to-stdout") ? "" : result.outputText] {
            #expect(!text.contains(secret) && !text.contains(other), "\(command) shows it")
        }
        let data = try #require(FileManager.default.contents(atPath: folder.scratch + "/trace"), "\(command)")
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        #expect(lines.count > 20)
        return lines
    }

    private var strace: String { "strace -f -s 200000 -e abbrev=none -o $HOME/trace promptpal" }

    /// All commands, with the system calls that may contain the secret.
    private var commands: [(command: String, allowed: String?, status: Int32)] {
        let secret = "printf '%s\\n' $(cat $HOME/secret)"
        let other = "printf '%s\\n' $(cat $HOME/other)"
        return [
            ("\(strace) key identity new", nil, 0), ("\(strace) key identity show", nil, 0),
            ("\(strace) key recipients add", nil, 0), ("\(secret) | \(strace) key add acme", "read(0, ", 0),
            ("\(secret) | \(strace) key add acme", nil, 2),
            ("\(secret) | \(strace) key add openai", "read(0, ", 1),
            ("\(secret) | \(strace) key add acme --shared", "read(0, ", 0), ("\(strace) key list", nil, 0),
            ("\(strace) key list --json", nil, 0), ("\(strace) key show acme", nil, 0),
            ("\(strace) key show acme --shared --json", nil, 0), ("\(strace) key reveal acme --yes", nil, 2),
            ("\(strace) key reveal acme --yes --to-stdout", "write(1, ", 0),
            ("\(strace) key exec acme -- /bin/true", "execve(\"/bin/true\"", 0),
            ("\(strace) key exec acme -- /no/such", "execve(\"/no/such\"", 2),
            ("\(other) | \(strace) key rotate acme", "read(0, ", 0),
            ("\(other) | \(strace) key rotate acme --shared", "read(0, ", 0),
            (
                "\(strace) key recipients add age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
                nil, 0
            ),
            ("\(strace) key recipients list", nil, 0), ("\(strace) key recipients accept", nil, 0),
            (
                "\(strace) key recipients rm age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
                nil, 0
            ),
            ("\(strace) save --all", nil, 0), ("\(strace) key revoke acme --shared", nil, 0),
            ("\(strace) key revoke acme", nil, 0),
        ]
    }

    @Test func nowhereElse() throws {
        for (name, text) in [("secret", secret), ("other", other)] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder.scratch + "/" + name))
        }
        var isSeen = false
        for (command, allowed, status) in commands {
            let lines = try trace(command, status: status)
            for line in lines where line.contains(secret) || line.contains(other) {
                isSeen = true
                #expect(
                    allowed.map { line.contains($0) } ?? false,
                    "\(command): \(line.replacing(secret, with: "SECRET").prefix(300))")
            }
            guard command.contains(" key ") else { continue }
            let limit = lines.firstIndex { $0.contains("RLIMIT_CORE, {rlim_cur=0, rlim_max=0}") }
            #expect(limit != nil, "\(command): core files are allowed")
            if let read = lines.firstIndex(where: { $0.contains(secret) }) {
                #expect(limit.map { $0 < read } ?? false, "\(command): forbidden too late")
            }
            #expect(lines.contains { $0.contains("PR_SET_DUMPABLE, SUID_DUMP_DISABLE") })
        }
        // Checks that the test can see the secret.
        #expect(isSeen)
        try FileManager.default.removeItem(atPath: folder.scratch + "/trace")
        try nothingIsLeft()
    }

    /// Checks that the secret is not in the store, the repository with all its objects, or the data
    /// directory.
    private func nothingIsLeft() throws {
        for text in [secret, other] {
            let found = program.run(
                """
                grep -rlaF "\(text)" . "$HOME/.local" && exit 9
                git cat-file --batch-all-objects --batch | grep -aF "\(text)" && exit 9
                git log -p --all | grep -F "\(text)" && exit 9
                test -d .git/promptpal
                """)
            #expect(found.status == 0, "\(found.outputText)")
        }
    }
}
