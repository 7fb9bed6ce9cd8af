import Foundation

/// `git merge-file`, which merges line by line.
struct GitMergeFile {
    /// The folder for the three versions.
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "merge-file-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// Returns the merged text, and its number of conflicts.
    func merge(base: [UInt8], ours: [UInt8], theirs: [UInt8]) throws -> (text: [UInt8], conflicts: Int) {
        for (name, bytes) in [("base", base), ("ours", ours), ("theirs", theirs)] {
            try Data(bytes).write(to: folder.appendingPathComponent(name))
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "merge-file", "-p", "-q", "ours", "base", "theirs"]
        process.currentDirectoryURL = folder
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (Array(text), Int(process.terminationStatus))
    }
}
