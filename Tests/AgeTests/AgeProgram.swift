import Foundation
import Glibc
import TestSupport

/// The `age` program of the system's packages.
enum AgeProgram {
    static let isThere = ["/usr/bin/age", "/usr/local/bin/age"].contains { (path: String) in
        access(path, X_OK) == 0
    }

    /// Runs a program. Returns its exit status.
    static func run(_ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Runs a program at its own terminal and types `answer` at each passphrase prompt. Returns its exit
    /// status.
    static func run(_ arguments: [String], typing answer: String) -> Int32 {
        guard let process = TerminalProcess(arguments) else { return -1 }
        return process.finish(within: 60) { $0.hasSuffix(": ") ? answer + "\n" : nil }.status
    }
}
