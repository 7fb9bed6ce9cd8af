import Foundation

/// Another process that does one pass of work for each line it is sent, and answers with its nanoseconds.
final class Peer {
    private let process = Foundation.Process()
    private let requests = Pipe()
    private let answers = Pipe()

    /// Starts the program, which must lie beside this one.
    init(_ name: String, _ arguments: [String]) throws {
        let own = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        process.executableURL = own.deletingLastPathComponent().appending(path: name)
        process.arguments = arguments
        process.standardInput = requests
        process.standardOutput = answers
        try process.run()
    }

    /// Has it do one pass.
    /// - Returns: the seconds the pass took, by the peer's own clock.
    func pass() throws -> Double {
        try requests.fileHandleForWriting.write(contentsOf: Data("pass\n".utf8))
        var line: [UInt8] = []
        while let byte = try answers.fileHandleForReading.read(upToCount: 1)?.first,
            byte != UInt8(ascii: "\n")
        {
            line.append(byte)
        }
        guard let nanoseconds = Double(String(decoding: line, as: UTF8.self)) else { throw PeerStopped() }
        return nanoseconds / 1e9
    }

    deinit {
        try? requests.fileHandleForWriting.close()
        process.waitUntilExit()
    }
}

/// The peer ended, or answered something else.
struct PeerStopped: Error {}
