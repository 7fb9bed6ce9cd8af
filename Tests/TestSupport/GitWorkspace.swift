internal import Foundation

/// A repository in a temporary directory, edited by the real git.
public final class GitWorkspace {
    /// A call of git that ended otherwise than the test expects.
    public struct Failure: Error {
        /// The arguments.
        public let arguments: [String]
        /// The exit status.
        public let status: Int32
        /// The text that git printed as an error.
        public let message: String
    }

    /// The path of the work tree.
    public let directory: String
    /// Additional variables for git.
    public var environment: [String: String] = [:]

    /// - Parameter files: committed at once; their modification times are in the past, so that the index is
    ///   not racy.
    public init(_ files: [String: String] = [:]) throws {
        directory = NSTemporaryDirectory() + "git-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try git("init", "-q", "-b", "main")
        guard !files.isEmpty else { return }
        for (path, text) in files { try write(path, text) }
        try git("add", ".")
        try git("commit", "-q", "-m", "first")
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// Runs git and returns its standard output.
    ///
    /// - Parameter failing: the expected outcome; nil accepts both.
    /// - Throws: `Failure` for the other outcome.
    @discardableResult
    public func git(_ arguments: String..., input: [UInt8] = [], failing: Bool? = false) throws -> String {
        try git(arguments, input: input, failing: failing)
    }

    /// Runs git and returns its standard output.
    ///
    /// - Parameter failing: the expected outcome; nil accepts both.
    /// - Throws: `Failure` for the other outcome.
    @discardableResult
    public func git(_ arguments: [String], input: [UInt8] = [], failing: Bool? = false) throws -> String {
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
        let status = process.terminationStatus
        guard failing.map({ $0 == (status != 0) }) ?? true else {
            throw Failure(arguments: arguments, status: status, message: problem)
        }
        return text
    }

    /// Writes a file with a modification time 100 seconds ago.
    public func write(_ path: String, _ text: String) throws {
        let file = directory + "/" + path
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        try age(path, 100)
    }

    /// Sets a file's modification time to some seconds before now.
    public func age(_ path: String, _ seconds: Double) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -seconds)], ofItemAtPath: directory + "/" + path)
    }

    /// Deletes a file or folder.
    public func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: directory + "/" + path)
    }
}
