import Foundation
import GitRepo
import Testing

/// A repository in a temporary directory, edited by the real git.
final class IndexWorkspace {
    let directory: String
    /// Additional variables for git.
    var environment: [String: String] = [:]

    /// - Parameter files: committed at once; their modification times are in the past, so that the index is
    ///   not racy.
    init(_ files: [String: String] = [:]) throws {
        directory = NSTemporaryDirectory() + "index-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try git("init", "-q", "-b", "main")
        guard !files.isEmpty else { return }
        for (path, text) in files { try write(path, text) }
        try git("add", ".")
        try git("commit", "-q", "-m", "first")
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// Runs git. `failing: nil` accepts success and failure.
    @discardableResult
    func git(_ arguments: String..., input: [UInt8] = [], failing: Bool? = false) throws -> String {
        try git(arguments, input: input, failing: failing)
    }

    @discardableResult
    func git(_ arguments: [String], input: [UInt8] = [], failing: Bool? = false) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git"] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "LC_ALL": "C",
            "HOME": directory, "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_AUTHOR_NAME": "Ana Ruiz", "GIT_AUTHOR_EMAIL": "ana@example.com",
            "GIT_COMMITTER_NAME": "Ana Ruiz", "GIT_COMMITTER_EMAIL": "ana@example.com",
        ].merging(environment) { $1 }
        let (output, errors, inlet) = (Pipe(), Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = inlet
        try process.run()
        try inlet.fileHandleForWriting.write(contentsOf: Data(input))
        try inlet.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let problem = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        if let failing {
            #expect((process.terminationStatus != 0) == failing, "git \(arguments): \(problem)")
        }
        return text
    }

    func write(_ path: String, _ text: String) throws {
        let file = directory + "/" + path
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try age(path, 100)
    }

    /// Sets a file's modification time to some seconds before now.
    func age(_ path: String, _ seconds: Double) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -seconds)], ofItemAtPath: directory + "/" + path)
    }

    func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: directory + "/" + path) }

    var indexBytes: [UInt8] {
        get throws { [UInt8](try Data(contentsOf: URL(fileURLWithPath: directory + "/.git/index"))) }
    }

    func writeIndex(_ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: directory + "/.git/index"))
    }

    /// Returns the `lstat` of a file, relative to the work tree.
    func status(_ path: String) throws -> stat {
        var found = stat()
        try #require(lstat(directory + "/" + path, &found) == 0)
        return found
    }

    /// Returns the change that `git add PATH` makes; its blob is written.
    func added(_ path: String) throws -> IndexChange {
        let found = try status(path)
        let isLink = found.st_mode & S_IFMT == S_IFLNK
        let content =
            isLink
            ? [UInt8](try FileManager.default.destinationOfSymbolicLink(atPath: directory + "/" + path).utf8)
            : [UInt8](try Data(contentsOf: URL(fileURLWithPath: directory + "/" + path)))
        let hex = try git("hash-object", "-w", "--stdin", input: content)
        let id = try #require(ObjectID(hex: hex.dropLast()))
        let mode: UInt32 = isLink ? 0o120000 : found.st_mode & 0o100 != 0 ? 0o100755 : 0o100644
        return .set(path: Array(path.utf8), id: id, mode: mode, stat: IndexStat(found))
    }

    /// Reads the index, makes the changes, and writes it back.
    func update(_ changes: [IndexChange]) throws {
        let modified = try status(".git/index").st_mtim
        var index = try IndexFile(try indexBytes)
        try index.update(
            changes, indexModified: (Int64(modified.tv_sec), Int64(modified.tv_nsec)))
        try writeIndex(index.serialised())
    }

    /// Returns git's view of the index: entries, flags, stats, staged and unstaged changes.
    func report() throws -> String {
        try [
            git("ls-files", "--stage", "--debug"), git("ls-files", "-t", "-v"),
            git("diff", "--cached", "--raw", "--abbrev=40"),
            git("status", "--porcelain", "--untracked-files=all"),
        ].joined(separator: "----\n")
    }
}

extension IndexStat {
    init(_ found: stat) {
        self.init(
            changed: (Int64(found.st_ctim.tv_sec), Int64(found.st_ctim.tv_nsec)),
            modified: (Int64(found.st_mtim.tv_sec), Int64(found.st_mtim.tv_nsec)),
            device: UInt64(found.st_dev), inode: UInt64(found.st_ino), user: found.st_uid,
            group: found.st_gid,
            size: UInt64(found.st_size))
    }
}
