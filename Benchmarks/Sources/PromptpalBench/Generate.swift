import ArgumentParser
import Foundation
import Glibc

/// `promptpal-bench generate`
struct Generate: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Make a store of any size from a seed.")

    @Argument(help: "The directory to make; it must not exist.")
    var directory: String

    @Option(help: "How many prompts.")
    var prompts = 1000

    @Option(help: "Another seed, another library.")
    var seed: UInt64 = 1

    func run() throws {
        let root = URL(fileURLWithPath: directory, isDirectory: true)
        let files = FileManager.default
        guard !files.fileExists(atPath: root.path) else { throw ValidationError("\(directory) exists") }
        var library = Library(seed: seed)
        try files.createDirectory(at: root, withIntermediateDirectories: true)
        var lastFolder = ""
        try library.make(prompts: prompts) { path, text in
            let folder = path.split(separator: "/").dropLast().joined(separator: "/")
            if folder != lastFolder {
                try files.createDirectory(at: root.appending(path: folder), withIntermediateDirectories: true)
                lastFolder = folder
            }
            try write(text, to: directory + "/" + path)
        }
    }

    /// Plain system calls: Foundation's writing takes longer than making the text.
    private func write(_ text: String, to path: String) throws {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
        guard file >= 0 else { throw ValidationError("can't make \(path)") }
        defer { close(file) }
        var text = text
        let written = text.withUTF8 { Glibc.write(file, $0.baseAddress, $0.count) }
        guard written == text.utf8.count else { throw ValidationError("can't write \(path)") }
    }
}
