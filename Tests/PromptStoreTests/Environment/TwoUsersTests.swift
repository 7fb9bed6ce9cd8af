import Foundation
import Git
import Glibc
import PromptCore
import SafeFiles
import StoreTestSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import PromptStore

/// A user of this process: a store of its own, and an environment that shares nothing with another's.
private final class User: Sendable {
    let person: StoreUser.Person
    let actor: String
    let store: Store
    /// The first second of the clock.
    let start: Int64
    private let clock: Clock

    init(_ name: String, startsAt start: Int64, in folder: String) throws {
        person = StoreUser.Person(name: name, email: "\(name)@example.com")
        actor = "agent of \(name)"
        self.start = start
        let clock = Clock(start)
        self.clock = clock
        store = try Store(
            opening: FilePath(folder),
            in: .testing(
                author: person, actor: actor,
                personal: PersonalFiles(
                    stateDirectory: "/nonexistent/\(name)/state",
                    gitConfiguration: [], allowedLayers: []),
                milliseconds: { clock.next() }))
    }

    /// A clock that goes on by one second at each reading.
    private final class Clock: Sendable {
        private let time: Atomic<Int64>
        init(_ start: Int64) { time = Atomic(start * 1000) }
        func next() -> Int64 { time.wrappingAdd(1000, ordering: .relaxed).oldValue }
        var seconds: Int64 { time.load(ordering: .relaxed) / 1000 }
    }

    /// The last second that the clock told.
    var end: Int64 { clock.seconds }

    /// Does `count` mixed operations. Returns how many commits it made.
    func work(_ count: Int, seed: UInt64, failing: Bool) throws -> Int {
        var random = SeededRandom(seed)
        var names: [String] = []
        var commits = 0
        for number in 0..<count {
            let address = try names.randomElement(using: &random).map { try Address(validating: $0) }
            switch random.next() % 10 {
            case 0, 1:
                let name = "p\(seed)-\(number)"
                try store.make(
                    .prompt, at: Address(validating: name),
                    Array("id: \(store.newID())\ncontent: \(person.name ?? "")\n".utf8))
                names.append(name)
                commits += 1
            case 2, 3, 4:
                guard let address else { continue }
                let before = try store.read(.prompt, at: address)
                let after = try before.applying([Assignment("description=\(number) by \(actor)")])
                try store.put(before, after)
                commits += 1
            case 5: _ = try store.status()
            case 6:
                guard let address else { continue }
                _ = try store.history(of: address)
            case 7:
                let event = UsageEvent("render", prompt: nil, at: try Address(validating: "p"))
                #expect(store.record(event))
            default:
                guard let address else { continue }
                #expect(try store.read(.prompt, at: address).record != nil)
            }
            if failing, number % 10 == 0 { try refuse() }
        }
        return commits
    }

    /// A read that the disk fails during a change refuses the change.
    private func refuse() throws {
        var change = try store.begin(WriteOptions(isSynced: false))
        store.directory.failures.note(.system(call: "read", path: "prompts/x", errno: .ioError))
        change.draft.create("prompts/never.prompt.yaml", with: Array("content: x\n".utf8))
        do throws(StoreError) {
            _ = try change.commit(ChangeMessage("new", summary: "Never"))
            Issue.record("a change went on after a disk error")
        } catch {
            if case .file(.system) = error { return }
            Issue.record("\(error)")
        }
    }
}

/// A server's case: one process works for two users at the same time.
@Suite struct TwoUsersTests {
    /// 1,000 operations; `PROMPTPAL_TWO_USERS=20000` for more.
    private static let count =
        ProcessInfo.processInfo.environment["PROMPTPAL_TWO_USERS"].flatMap { Int($0) } ?? 1000
    /// Set in a process that ``nothingIsOpenedOutside()`` watches: the directory for its stores.
    private static let watched = ProcessInfo.processInfo.environment["PROMPTPAL_TWO_USERS_FOLDER"]

    private func users(in folder: String) throws -> (User, User) {
        for name in ["a", "b"] {
            let path = FilePath(folder + "/" + name)
            _ = try Store.initialise(
                path, format: .one, files: { _ in [("promptpal.yaml", "format: 1\n", false)] },
                message: ChangeMessage("init", summary: "Make the store"), in: .testing())
        }
        return (
            try User("ana", startsAt: 1_000_000_000, in: folder + "/a"),
            try User("bo", startsAt: 2_000_000_000, in: folder + "/b")
        )
    }

    /// Each user's commits carry that user's name, actor and time, and only the second meets disk errors.
    private func work(_ ana: User, _ bo: User, count: Int) throws {
        let (first, second) = Parallel.both {
            Result { try ana.work(count / 2, seed: 1, failing: false) }
        } and: {
            Result { try bo.work(count / 2, seed: 2, failing: true) }
        }
        try check(ana, first.get())
        try check(bo, second.get())
    }

    private func check(_ user: User, _ commits: Int) throws {
        let repository = try user.store.repository().gitRepository
        let found = try repository.history(from: [try #require(try repository.head().commit)]).dropLast()
        #expect(found.count == commits && commits > 0)
        for id in found {
            let commit = try repository.commit(id)
            #expect(commit.author.name == user.person.name && commit.committer.email == user.person.email)
            #expect(commit.trailers("Promptpal-Actor") == [user.actor])
            #expect((user.start...user.end).contains(commit.author.seconds))
        }
    }

    @Test(.enabled(if: watched == nil)) func keepTheirNames() throws {
        let folder = TemporaryFolder()
        let (ana, bo) = try users(in: folder.path)
        try work(ana, bo, count: Self.count)
    }

    /// The watched process: works once, so that libraries are loaded, says so by a call that strace shows,
    /// and works on.
    @Test(.enabled(if: watched != nil)) func watchedWork() throws {
        let folder = try #require(Self.watched)
        GitLibrary.ignoreUserConfiguration()
        let (ana, bo) = try users(in: folder)
        try work(ana, bo, count: 100)
        _ = access("/two-users-begin", F_OK)
        _ = try ana.work(100, seed: 3, failing: false)
        _ = try bo.work(100, seed: 4, failing: false)
        _ = access("/two-users-end", F_OK)
    }

    /// With an empty environment and a home that does not exist, no file outside the stores is opened.
    @Test(
        .enabled(if: watched == nil && access("/usr/bin/strace", X_OK) == 0, "strace is not here"))
    func nothingIsOpenedOutside() throws {
        let folder = TemporaryFolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/strace")
        process.arguments = [
            "-f", "-y", "-s", "4096", "-e", "trace=open,openat,openat2,creat,access", "-o",
            folder.at("trace"),
            try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            "--testing-library", "swift-testing", "--filter", "TwoUsersTests/watchedWork",
        ]
        process.environment = [
            "PROMPTPAL_TWO_USERS_FOLDER": folder.at("stores"), "HOME": "/nonexistent/home",
            "XDG_CONFIG_HOME": "/nonexistent/config",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let trace = try String(contentsOfFile: folder.at("trace"), encoding: .utf8).split(separator: "\n")
        let begin = try #require(trace.firstIndex { $0.contains("/two-users-begin") })
        let end = try #require(trace.firstIndex { $0.contains("/two-users-end") })
        let opened = trace[begin + 1..<end].filter { $0.contains("open") || $0.contains("creat(") }
        #expect(opened.count > 100)
        let outside = opened.filter { !$0.contains(folder.at("stores")) && !$0.contains("<... ") }
        #expect(outside == [])
    }
}
