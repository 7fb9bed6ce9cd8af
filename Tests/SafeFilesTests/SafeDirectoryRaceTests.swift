import Glibc
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import SafeFiles

/// A thread swaps a file, or a folder on the path to it, for a link to a canary while it is read repeatedly.
/// The canary must never be returned.
@Suite struct SafeDirectoryRaceTests {
    @Test(.timeLimit(.minutes(1)), arguments: Resolver.available, ["folder/file", "folder"])
    func neverReadsThroughASwappedLink(resolver: Resolver, swapped: String) throws {
        let folder = TemporaryFolder()
        folder.put("store/folder/file", "good")
        folder.put("outside/file", "canary")
        let isFolder = swapped == "folder"
        folder.link("store/link", to: isFolder ? "../outside" : "../../outside/file")
        let store = try SafeDirectory(opening: FilePath(folder.at("store")), resolver: resolver)

        var reads = 0
        var refused = 0
        var canary = 0
        let thread = try #require(
            SwappingThread(folder.at("store/link"), folder.at("store/" + swapped)))
        // Half a second; on a slow machine longer, until enough swaps and reads have met.
        let start = MonotonicClock.milliseconds()
        var elapsed: Int64 = 0
        while elapsed < 500 || (elapsed < 10_000 && (thread.swaps < 100 || reads < 10 || refused < 10)) {
            elapsed = MonotonicClock.milliseconds() - start
            do throws(FileError) {
                let bytes = try store.read("folder/file", limit: 100)
                reads += 1
                if bytes != Array("good".utf8) { canary += 1 }
            } catch {
                refused += 1
                switch error {
                case .symbolicLink, .notDirectory, .notFound: break
                default: Issue.record("\(error)")
                }
            }
        }
        let swaps = thread.stop()
        #expect(canary == 0)
        // Otherwise there was no race.
        #expect(swaps >= 100)
        #expect(reads >= 10)
        #expect(refused >= 10)
    }
}

/// A thread that swaps two names until it is stopped.
private final class SwappingThread: Sendable {
    private final class State: Sendable {
        let one: String
        let other: String
        let isStopped = Atomic(false)
        let swaps = Atomic(0)

        init(_ one: String, _ other: String) {
            self.one = one
            self.other = other
        }
    }

    private let state: State
    private let id: pthread_t

    init?(_ one: String, _ other: String) {
        let state = State(one, other)
        var id = pthread_t()
        let code = pthread_create(
            &id, nil,
            { context in
                guard let context else { return nil }
                let state = Unmanaged<State>.fromOpaque(context).takeRetainedValue()
                while !state.isStopped.load(ordering: .relaxed) {
                    if exchange(state.one, state.other) {
                        state.swaps.add(1, ordering: .relaxed)
                    }
                }
                return nil
            }, Unmanaged.passRetained(state).toOpaque())
        guard code == 0 else { return nil }
        self.state = state
        self.id = id
    }

    /// Number of swaps so far.
    var swaps: Int { state.swaps.load(ordering: .relaxed) }

    /// Stops the thread. Returns the number of swaps.
    func stop() -> Int {
        state.isStopped.store(true, ordering: .relaxed)
        pthread_join(id, nil)
        return state.swaps.load(ordering: .relaxed)
    }
}
