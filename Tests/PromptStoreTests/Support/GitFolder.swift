import Foundation
import Git
import PromptCore
import StoreTestSupport
import Synchronization
import SystemPackage
import TestSupport

@testable import PromptStore

/// A folder with a Git repository and a store in it. It is filled with the `git` program, so that the code
/// under test never creates its own input.
struct GitFolder {
    let folder = TemporaryFolder()
    /// The path of the store in the repository: empty, or `sub/dir/`.
    let prefix: String

    init(prefix: String = "") {
        self.prefix = prefix
        git("init", "-q", "-b", "main")
        put("promptpal.yaml", "format: 1\n")
        git("add", "-A")
        git("commit", "-q", "-m", "Start")
    }

    var store: Store { get throws { try Store(opening: FilePath(folder.at(prefix + "."))) } }

    /// Writes a file of the store.
    func put(_ path: String, _ text: String) { folder.put(prefix + path, text) }

    /// Returns a prompt's text with an id of its own; the same letter gives the same id.
    static func prompt(_ letter: Character, _ content: String = "text") -> String {
        "id: \(id(letter))\ncontent: \(content)\n"
    }

    static func id(_ letter: Character) -> String {
        let digit = String(letter)
        return "0198c1de-0b5c-7c3e-9a53-\(String(repeating: digit, count: 12))"
    }

    /// Commits everything and returns the commit.
    @discardableResult
    func commit(_ message: String) -> String {
        git("add", "-A")
        git("commit", "-q", "--allow-empty", "-m", message)
        return head()
    }

    /// Writes one file of the store and commits.
    @discardableResult
    func save(_ path: String, _ text: String, _ message: String = "Change") -> String {
        put(path, text)
        return commit(message)
    }

    func head() -> String { git("rev-parse", "HEAD").trimmingCharacters(in: .whitespacesAndNewlines) }

    /// Returns the commits that `git log --follow` lists for a file of the store, newest first.
    func follow(_ path: String) -> [String] {
        git("log", "--follow", "--format=%H", "--", prefix + path).split(separator: "\n").map(String.init)
    }

    /// Runs `git` in the folder. Returns its output.
    @discardableResult
    func git(_ arguments: String..., at directory: String? = nil, input: [UInt8]? = nil) -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: directory ?? folder.path)
        process.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path,
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "Ana Ruiz", "GIT_AUTHOR_EMAIL": "ana@example.com",
            "GIT_COMMITTER_NAME": "Ana Ruiz", "GIT_COMMITTER_EMAIL": "ana@example.com",
            "GIT_AUTHOR_DATE": GitFolder.tick(), "GIT_COMMITTER_DATE": GitFolder.tick(),
            "GIT_MERGE_AUTOEDIT": "no", "GIT_EDITOR": "true",
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        let given = Pipe()
        if input == nil {
            process.standardInput = FileHandle.nullDevice
        } else {
            process.standardInput = given
        }
        do { try process.run() } catch { preconditionFailure("git can't be started: \(error)") }
        if let input {
            given.fileHandleForWriting.write(Data(input))
            try? given.fileHandleForWriting.close()
        }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    /// Writes a blob. Returns its id.
    func blob(_ text: String) -> String {
        git("hash-object", "-w", "--stdin", input: Array(text.utf8)).trimmingCharacters(in: .newlines)
    }

    /// Writes a tree with any names, also those that `git add` refuses. Returns its id.
    func tree(_ entries: [(mode: String, name: [UInt8], id: String)]) -> String {
        var bytes: [UInt8] = []
        for entry in entries {
            bytes += Array("\(entry.mode) ".utf8) + entry.name + [0] + (ObjectID(hex: entry.id)?.bytes ?? [])
        }
        return git("hash-object", "-t", "tree", "-w", "--literally", "--stdin", input: bytes)
            .trimmingCharacters(in: .newlines)
    }

    /// Makes a commit of a tree and sets `main` to it; the work tree stays unchanged.
    @discardableResult
    func commit(tree: String) -> String {
        let commit = git("commit-tree", tree, "-p", "HEAD", "-m", "Crafted").trimmingCharacters(in: .newlines)
        git("update-ref", "refs/heads/main", commit)
        return commit
    }

    /// Each call is one second later than the one before, so that orders by time are certain.
    private static func tick() -> String {
        time.withLock { time in
            time += 1
            return "\(time) +0100"
        }
    }
}

private let time = Mutex(1_790_000_000)
