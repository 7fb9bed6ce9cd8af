import ArgumentParser
import Foundation
import Harness

/// `promptpal-bench process`
struct Process: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run whole programs in turn, A B C A B C, and compare them with the first.",
        discussion: """
            Each ROW is `label|scale|program argument…`, without a shell: words are split at spaces. The scale is
            what times are multiplied with, for a peer that is measured on a part of the work; 1 for the whole.
            A row stops early once it has used up its seconds, after three runs at least.
            """)

    @Option(help: "Runs of each row.")
    var runs = 40

    @Option(help: "Seconds a row may take in all.")
    var seconds = 20.0

    @Option(help: "What the first column is called.")
    var title = "whole process"

    @Option(help: "Exit status that means the work was done, beside 0.")
    var accept: [Int] = []

    @Option(help: ArgumentHelp("Add `title,label,seconds` to this file for each row.", valueName: "file"))
    var csv: String?

    @Argument(help: "Rows.")
    var rows: [String]

    func run() throws {
        var rows = try rows.map { try Row($0, accepting: Set(accept + [0])) }
        let runner = try Peer("bench-runner")
        for _ in 0..<(runs + 1) {
            for index in rows.indices where !rows[index].isDone(after: seconds) {
                try rows[index].measure(by: runner)
            }
        }
        var table = Table(title, "median", "least–most", "runs", "processor", "memory", "beside the first")
        for row in rows {
            let name = row.scale == 1 ? row.label : "\(row.label), times \(Units.grouped(Int(row.scale)))"
            table.add(
                name, Units.time(row.wall.median * row.scale),
                "\(Units.time(row.wall.least * row.scale))–\(Units.time(row.wall.most * row.scale))",
                String(row.wall.count), Units.time(row.processor.median * row.scale), Units.size(row.memory),
                Units.times(row.wall.median * row.scale / (rows[0].wall.median * rows[0].scale)))
        }
        print(table.markdown)
        if let csv { try append(rows, to: csv) }
    }

    private func append(_ rows: [Row], to path: String) throws {
        guard let file = FileHandle(forWritingAtPath: path) else {
            throw ValidationError("can't open \(path)")
        }
        try file.seekToEnd()
        for row in rows {
            try file.write(contentsOf: Data("\(title),\(row.label),\(row.wall.median * row.scale)\n".utf8))
        }
    }
}

/// One program and what its runs cost.
private struct Row {
    let label: String
    let scale: Double
    private let program: ChildProcess
    private(set) var wall = Samples()
    private(set) var processor = Samples()
    private(set) var memory = 0
    /// The first run only fills caches. One that takes long is not worth a second first.
    private var isWarm = false

    init(_ text: String, accepting accepted: Set<Int>) throws {
        let parts = text.split(separator: "|", maxSplits: 2)
        guard parts.count == 3, let scale = Double(parts[1]) else {
            throw ValidationError("a row is `label|scale|program argument…`, not `\(text)`")
        }
        label = String(parts[0])
        self.scale = scale
        program = ChildProcess(command: String(parts[2]), accepted: accepted)
    }

    func isDone(after seconds: Double) -> Bool { wall.count >= 3 && wall.total > seconds }

    mutating func measure(by runner: Peer) throws {
        let run = try program.run(by: runner)
        memory = max(memory, run.memory)
        if !isWarm, run.wall < 2 {
            isWarm = true
            return
        }
        isWarm = true
        wall.add(run.wall)
        processor.add(run.processor)
    }
}
