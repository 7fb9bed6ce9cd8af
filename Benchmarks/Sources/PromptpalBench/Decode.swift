import ArgumentParser
import CBareEvents
import Diagnostics
import Harness
import PromptCore
import YAMLTree

/// `promptpal-bench decode`
struct Decode: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Decode every prompt of a store beside libyaml's event loop and Yams' tree.",
        discussion: "One thread; the bytes are in memory before anything is measured.")

    @Argument(help: "A store.")
    var directory: String

    @Option(help: "Rounds that are measured.")
    var rounds = 7

    @Option(help: "At most so many files.")
    var limit = 10_000

    @Flag(help: "Only promptpal's own decoding, and no table: for a profiler.")
    var alone = false

    func run() throws {
        let corpus = try Corpus(directory, limit: limit)
        let sources = corpus.files.map { SourceText(name: "a.prompt.yaml", bytes: $0) }
        if alone {
            for _ in 0..<rounds { Self.decode(sources) }
            return
        }
        let peer = try Peer("yams-peer", [directory, String(limit)])
        let samples = try alternating(
            rounds: rounds,
            [
                { try Self.events(corpus) },
                { seconds { for source in sources { keep(YAMLTree.parse(source)) } } },
                { seconds { Self.decode(sources) } },
                { Double(try peer.ask("pass")[0]) / 1e9 },
            ])
        let names = [
            "libyaml's event loop, in C", "promptpal: tree with exact ranges", "promptpal: tree and record",
            "Yams: tree (`compose`)",
        ]
        var table = Table(
            "decoding", "a file", "median", "least–most", "MB/s", "beside libyaml", "beside Yams")
        for (name, times) in zip(names, samples) {
            table.add(
                name, Units.time(times.median / Double(corpus.files.count)), Units.time(times.median),
                "\(Units.time(times.least))–\(Units.time(times.most))",
                Units.figures(Double(corpus.byteCount) / 1e6 / times.median),
                Units.times(times.median / samples[0].median),
                "1/" + Units.figures(samples[3].median / times.median))
        }
        print(
            "\(Units.grouped(corpus.files.count)) files, \(Units.size(corpus.byteCount)), \(rounds) rounds.\n"
        )
        print(table.markdown)
    }

    @inline(never)
    private static func decode(_ sources: [SourceText]) {
        for source in sources { keep(ParsedFile(source, kind: .prompt, address: .top, format: .newest)) }
    }

    private static func events(_ corpus: Corpus) throws -> Double {
        try seconds {
            for file in corpus.files where bare_events(file, file.count) < 0 { throw Unreadable() }
        }
    }
}

/// A file of the corpus is no YAML.
struct Unreadable: Error {}
