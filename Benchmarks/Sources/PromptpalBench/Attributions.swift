import ArgumentParser
import Foundation
import Harness
import PromptStore
import SystemPackage

/// `promptpal-bench attributions`
struct Attributions: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find the last change of every record, beside `git log --name-only`.",
        discussion:
            "In this process; cold: nothing was kept of an earlier walk. `bench history` makes the store.")

    @Argument(help: "A store with a history.")
    var store: String

    @Option(help: "Rounds.")
    var rounds = 7

    func run() throws {
        let runner = try Peer("bench-runner")
        let kept = store + "/.git/promptpal"
        let git = ChildProcess(command: "git -C \(store) log --name-only --format=%H", accepted: [0])
        keep(try Store(opening: FilePath(store), in: .benchmark).attribution())
        var cold = 0
        let times = try alternating(
            rounds: rounds,
            [
                {
                    for file in try FileManager.default.contentsOfDirectory(atPath: kept)
                    where file.hasPrefix("attribution") {
                        try FileManager.default.removeItem(atPath: kept + "/" + file)
                        cold += 1
                    }
                    let store = try Store(opening: FilePath(self.store), in: .benchmark)
                    return try seconds { keep(try store.attribution()) }
                },
                {
                    let store = try Store(opening: FilePath(self.store), in: .benchmark)
                    return try seconds { keep(try store.attribution()) }
                },
                { try git.run(by: runner).wall },
            ])
        guard cold >= rounds else {
            throw ValidationError("nothing was kept in \(kept) that could be removed")
        }
        var table = Table("last changes", "median", "least–most", "beside git")
        for (name, samples) in zip(["cold", "warm", "git log --name-only"], times) {
            table.add(
                name, Units.time(samples.median), "\(Units.time(samples.least))–\(Units.time(samples.most))",
                Units.times(samples.median / times[2].median))
        }
        print(table.markdown)
    }
}
