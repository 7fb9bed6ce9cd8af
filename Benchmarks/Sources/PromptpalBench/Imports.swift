import ArgumentParser
import Foundation
import Harness

/// `promptpal-bench imports`
struct Imports: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make one version of all files of a store, beside `git add -A` and `git commit`.",
        discussion: """
            Each run begins with the store as files that no version has, in a new repository that has the manifest.
            Without syncing: `save --all --no-sync`, and Git's `core.fsync=none`.
            """)

    @Argument(help: "A store without a repository.")
    var store: String

    @Option(help: "The promptpal that is measured.")
    var program: String

    @Option(help: "Runs of each.")
    var runs = 5

    func run() throws {
        let runner = try Peer("bench-runner")
        let place = store + ".import"
        defer { try? FileManager.default.removeItem(atPath: place) }
        func fresh() throws {
            try? FileManager.default.removeItem(atPath: place)
            try FileManager.default.copyItem(atPath: store, toPath: place)
            let git = Git(directory: place)
            try git.start()
            try git("add", "promptpal.yaml")
            try git("commit", "-qm", "Start")
            sync()
        }
        func time(_ commands: String...) throws -> Double {
            try fresh()
            return try commands.reduce(0) {
                $0 + (try ChildProcess(command: $1, accepted: [0]).run(by: runner).wall)
            }
        }
        var table = Table(
            "one version of all files", "syncing", "promptpal save", "least–most", "git add, git commit",
            "least–most",
            "beside git")
        let count = (FileManager.default.subpaths(atPath: store + "/prompts") ?? [])
            .count { $0.hasSuffix(".yaml") }
        for isSynced in [false, true] {
            let git = "git -C \(place) -c gc.auto=0 -c core.fsync=\(isSynced ? "all" : "none")"
            let times = try alternating(
                rounds: runs,
                [
                    { try time("\(program) -C \(place) save --all\(isSynced ? "" : " --no-sync")") },
                    { try time("\(git) add -A", "\(git) commit -qm all") },
                ])
            let spans = times.map { "\(Units.time($0.least))–\(Units.time($0.most))" }
            table.add(
                "\(Units.grouped(count)) files", isSynced ? "yes" : "no", Units.time(times[0].median),
                spans[0],
                Units.time(times[1].median), spans[1], Units.times(times[0].median / times[1].median))
        }
        print(table.markdown)
    }
}
