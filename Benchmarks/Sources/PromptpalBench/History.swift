import ArgumentParser
import Foundation
import Harness

/// `promptpal-bench history`
struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Give a store a repository with many commits.",
        discussion: "Each commit adds a line to one to five prompts, chosen by a seed.")

    @Argument(help: "A store without a repository.")
    var store: String

    @Option(help: "Commits after the first.")
    var commits = 4_000

    @Option(help: "Another seed, another history.")
    var seed: UInt64 = 1

    func run() throws {
        let git = Git(directory: store)
        try git.start()
        try git("add", "-A")
        try git("commit", "-qm", "Start")
        let paths = (FileManager.default.subpaths(atPath: store + "/prompts") ?? [])
            .filter { $0.hasSuffix(".prompt.yaml") }.sorted().map { "prompts/" + $0 }
        var random = Random(seed: seed)
        var texts: [String: [UInt8]] = [:]
        var stream = Data()
        let day = 86_400
        let start = Int(Date().timeIntervalSince1970) - commits * day / 10
        for number in 0..<commits {
            let message = "Change \(number)"
            let person = "\(random.pick(Words.people)) \(start + number * day / 10) +0000"
            stream += Data("commit refs/heads/bench\ncommitter \(person)\n".utf8)
            stream += Data("data \(message.utf8.count)\n\(message)\n".utf8)
            if number == 0 { stream += Data("from HEAD\n".utf8) }
            for _ in 0...Int(random.next() % 5) {
                let path = random.pick(paths)
                var text = try texts[path] ?? FileBytes.read(store + "/" + path)
                text += Array("# \(number)\n".utf8)
                texts[path] = text
                stream +=
                    Data("M 100644 inline \(path)\ndata \(text.count)\n".utf8) + Data(text) + Data("\n".utf8)
            }
        }
        try git("fast-import", "--quiet", input: stream)
        try git("checkout", "-q", "-B", "main", "bench")
        try git("gc", "-q")
    }
}
