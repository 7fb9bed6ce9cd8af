import ArgumentParser
import Foundation
import Harness

/// `promptpal-bench sync`
struct Sync: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Share one change both ways beside `git pull --rebase && git push`.",
        discussion: """
            The store gets a repository with everything committed where it has none. It is cloned into a bare repository on the same
            disk, and that three times. In turns: a third clone pushes a change of one file; then a clone with one change of its own
            shares both ways, by `promptpal sync` as a whole process, or by Git's two commands. Without syncing, ours is `--no-sync`
            and Git's `core.fsync=none`; with, ours is the default and Git's `core.fsync=all`.
            """)

    @Argument(help: "Stores.")
    var stores: [String]

    @Option(help: "The promptpal that is measured.")
    var program: String

    @Option(help: "Runs of each.")
    var runs = 10

    func run() throws {
        let runner = try Peer("bench-runner")
        var table = Table(
            "one change each way", "syncing", "promptpal sync", "least–most", "git pull --rebase, git push",
            "least–most",
            "sync beside git")
        for store in stores {
            try Change(store: store).prepare()
            let shared = try Shared(store: store)
            defer { shared.remove() }
            for isSynced in [false, true] {
                let times = try alternating(
                    rounds: runs, warmUp: 1,
                    [
                        { try shared.byProgram(program, isSynced, by: runner) },
                        { try shared.byGit(isSynced, by: runner) },
                    ])
                let spans = times.map { "\(Units.time($0.least))–\(Units.time($0.most))" }
                table.add(
                    "\(Units.grouped(shared.fileCount)) files", isSynced ? "yes" : "no",
                    Units.time(times[0].median),
                    spans[0], Units.time(times[1].median), spans[1],
                    Units.times(times[0].median / times[1].median))
            }
        }
        print(table.markdown)
    }
}

/// A bare repository and three clones of it.
private struct Shared {
    private let top: String
    private let files: [String]
    let fileCount: Int

    init(store: String) throws {
        top = (store as NSString).deletingLastPathComponent + "/sync-\(getpid())"
        let all = (FileManager.default.subpaths(atPath: store + "/prompts") ?? [])
            .filter { $0.hasSuffix(".prompt.yaml") }.sorted()
        guard all.count >= 5 else { throw ValidationError("\(store) has fewer than 5 prompts") }
        fileCount = all.count
        files = (1...4).map { "prompts/" + all[all.count * $0 / 5] }
        try FileManager.default.createDirectory(atPath: top, withIntermediateDirectories: true)
        try git(["clone", "-q", "--bare", store, top + "/shared.git"])
        for clone in ["ours", "git", "other"] {
            try git(["clone", "-q", top + "/shared.git", top + "/" + clone])
            try git(["-C", top + "/" + clone, "config", "user.name", "Bench"])
            try git(["-C", top + "/" + clone, "config", "user.email", "bench@example.com"])
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: top) }

    private func git(_ arguments: [String]) throws {
        let git = Foundation.Process()
        git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        git.arguments = ["git"] + arguments
        try git.run()
        git.waitUntilExit()
        guard git.terminationStatus == 0 else { throw ValidationError("git \(arguments) failed") }
    }

    /// Commits a change of one file in a clone; nothing is timed.
    private func change(_ clone: String, _ file: String) throws {
        let path = top + "/" + clone + "/" + file
        let text = try Data(contentsOf: URL(fileURLWithPath: path)) + Data("# changed\n".utf8)
        try text.write(to: URL(fileURLWithPath: path))
        try git(["-C", top + "/" + clone, "commit", "-qam", "changed"])
    }

    /// Another change is in the bare repository, and one waits in the clone.
    private func prepare(_ clone: String, _ file: String) throws {
        try git(["-C", top + "/other", "pull", "-q", "--rebase"])
        try change("other", files[0])
        try git(["-C", top + "/other", "push", "-q"])
        try change(clone, file)
    }

    func byProgram(_ program: String, _ isSynced: Bool, by runner: Peer) throws -> Double {
        try prepare("ours", files[1])
        let options = isSynced ? "" : " --no-sync"
        return try ChildProcess(command: "\(program) -C \(top)/ours sync -q\(options)", accepted: [0]).run(
            by: runner
        )
        .wall
    }

    func byGit(_ isSynced: Bool, by runner: Peer) throws -> Double {
        try prepare("git", files[2])
        let git = "git -C \(top)/git -c core.fsync=\(isSynced ? "all" : "none")"
        let pull = try ChildProcess(command: "\(git) pull -q --rebase", accepted: [0]).run(by: runner)
        let push = try ChildProcess(command: "\(git) push -q", accepted: [0]).run(by: runner)
        return pull.wall + push.wall
    }
}
