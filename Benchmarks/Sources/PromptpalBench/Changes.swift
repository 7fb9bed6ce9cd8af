import ArgumentParser
import Foundation
import Harness
import PromptStore
import SystemPackage

/// `promptpal-bench changes`
struct Changes: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make one change of one file again and again beside `git add` and `git commit`.",
        discussion: """
            The store gets a repository with everything committed where it has none. Then, in turns: `promptpal set`
            as a whole process; the same change by the library in this process, with the store open; Git's two
            commands for another file. Without syncing, ours is `--no-sync` and Git's `core.fsync=none`; with,
            ours is the default and Git's `core.fsync=all`.
            """)

    @Argument(help: "Stores.")
    var stores: [String]

    @Option(help: "The promptpal that is measured.")
    var program: String

    @Option(help: "Runs of each.")
    var runs = 20

    func run() throws {
        let runner = try Peer("bench-runner")
        var table = Table(
            "one change", "syncing", "promptpal set", "least–most", "in a long-lived process", "least–most",
            "git add, git commit", "least–most", "set beside git", "long-lived beside git")
        for store in stores {
            try Change(store: store).prepare()
            for isSynced in [false, true] {
                let change = try Change(store: store)
                var number = 0
                let times = try alternating(
                    rounds: runs, warmUp: 2,
                    [
                        { try change.byProgram(program, isSynced, by: runner) },
                        {
                            number += 1
                            return try change.byLibrary(isSynced, number)
                        },
                        { try change.byGit(isSynced, by: runner) },
                    ])
                let spans = times.map { "\(Units.time($0.least))–\(Units.time($0.most))" }
                table.add(
                    "\(Units.grouped(change.fileCount)) files", isSynced ? "yes" : "no",
                    Units.time(times[0].median), spans[0], Units.time(times[1].median), spans[1],
                    Units.time(times[2].median), spans[2],
                    Units.times(times[0].median / times[2].median),
                    Units.times(times[1].median / times[2].median))
            }
        }
        print(table.markdown)
    }
}

/// A store in which three files are changed, each by one of those who are compared.
struct Change {
    let directory: String
    let fileCount: Int
    private let store: Store
    private let files: [String]

    init(store directory: String) throws {
        self.directory = directory
        store = try Store(opening: FilePath(directory), in: .benchmark)
        let prompts = directory + "/prompts"
        let all = (FileManager.default.subpaths(atPath: prompts) ?? [])
            .filter { $0.hasSuffix(".prompt.yaml") }.sorted()
        guard all.count >= 4 else { throw ValidationError("\(directory) has fewer than 4 prompts") }
        fileCount = all.count
        files = (1...3).map { "prompts/" + all[all.count * $0 / 4] }
    }

    /// Commits everything where nothing is.
    func prepare() throws {
        guard !FileManager.default.fileExists(atPath: directory + "/.git") else { return }
        let git = Git(directory: directory)
        try git.start()
        try git("add", "-A")
        try git("commit", "-qm", "Start")
        try git("gc", "-q")
    }

    func byProgram(_ program: String, _ isSynced: Bool, by runner: Peer) throws -> Double {
        let address = files[0].dropFirst("prompts/".count).dropLast(".prompt.yaml".count)
        let value = String(UInt64.random(in: 0...UInt64.max), radix: 36)
        let options = isSynced ? "" : " --no-sync"
        return try ChildProcess(
            command: "\(program) -C \(directory) set \(address) description=\(value)\(options)", accepted: [0]
        ).run(by: runner).wall
    }

    func byLibrary(_ isSynced: Bool, _ number: Int) throws -> Double {
        let path = directory + "/" + files[1]
        let before = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let after = before + Array("# \(number)\n".utf8)
        return try seconds {
            var change = try store.begin(WriteOptions(isSynced: isSynced))
            change.draft.replace(files[1], after, before: before)
            keep(try change.commit(ChangeMessage("set", "Set a value")))
        }
    }

    func byGit(_ isSynced: Bool, by runner: Peer) throws -> Double {
        let path = directory + "/" + files[2]
        let text = try Data(contentsOf: URL(fileURLWithPath: path)) + Data("# changed\n".utf8)
        try text.write(to: URL(fileURLWithPath: path))
        let git = "git -C \(directory) -c core.fsync=\(isSynced ? "all" : "none")"
        let add = try ChildProcess(command: "\(git) add \(files[2])", accepted: [0]).run(by: runner)
        let commit = try ChildProcess(command: "\(git) commit -qm changed", accepted: [0]).run(by: runner)
        return add.wall + commit.wall
    }
}
