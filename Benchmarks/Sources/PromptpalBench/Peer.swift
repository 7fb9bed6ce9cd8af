import Foundation

/// A process that lies beside this one, does what a line tells it, and answers with a line.
final class Peer {
    private let process = Foundation.Process()
    private let requests = Pipe()
    private let answers = Pipe()

    /// Starts the program of that name.
    init(_ name: String, _ arguments: [String] = []) throws {
        let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.executableURL = own.deletingLastPathComponent().appending(path: name)
        process.arguments = arguments
        process.standardInput = requests
        process.standardOutput = answers
        try process.run()
    }

    /// Sends a line and waits for the numbers that answer it.
    func ask(_ line: String) throws -> [Int] {
        try requests.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
        var answer: [UInt8] = []
        while let byte = try answers.fileHandleForReading.read(upToCount: 1)?.first,
            byte != UInt8(ascii: "\n")
        {
            answer.append(byte)
        }
        let numbers = String(decoding: answer, as: UTF8.self).split(separator: " ").compactMap { Int($0) }
        guard !numbers.isEmpty else { throw PeerStopped() }
        return numbers
    }

    deinit {
        try? requests.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}

/// The peer ended instead of answering.
struct PeerStopped: Error {}
