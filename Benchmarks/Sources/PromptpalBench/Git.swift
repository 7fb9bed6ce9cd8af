import ArgumentParser
import Foundation

/// Runs Git on a store, for what is not measured.
struct Git {
    let directory: String

    func callAsFunction(_ arguments: String..., input: Data? = nil) throws {
        let git = Foundation.Process()
        git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        git.arguments = ["git", "-C", directory] + arguments
        let pipe = Pipe()
        if input != nil { git.standardInput = pipe }
        try git.run()
        if let input {
            try pipe.fileHandleForWriting.write(contentsOf: input)
            try pipe.fileHandleForWriting.close()
        }
        git.waitUntilExit()
        guard git.terminationStatus == 0 else { throw ValidationError("git \(arguments) failed") }
    }

    /// A repository with a person who makes its commits.
    func start() throws {
        try self("init", "-q")
        try self("config", "user.name", "Bench")
        try self("config", "user.email", "bench@example.com")
    }
}
