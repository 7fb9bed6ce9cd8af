import Glibc
import Synchronization
import TestSupport
import Testing

@testable import SafeFiles

@Suite struct ParallelTests {
    @Test(arguments: [0, 1, 2, 7, 1000, 4099], [1, 2, 3, 16])
    func coversEveryIndexOnceAndInOrder(count: Int, workers: Int) {
        for size in [nil, 1, 3, 5000] {
            let chunks = Parallel.chunks(count: count, workers: workers, chunkSize: size) { $0 }
            #expect(chunks.flatMap { Array($0) } == Array(0..<count))
        }
        #expect(Parallel.map(count: count, workers: workers) { $0 * 2 } == (0..<count).map { $0 * 2 })
    }

    @Test func worksOnAsManyThreadsAsAsked() {
        // Each call waits until all have started: with fewer threads this would not end.
        let arrived = Atomic(0)
        let ids = Parallel.chunks(count: 3, workers: 3, chunkSize: 1) { _ in
            arrived.add(1, ordering: .relaxed)
            while arrived.load(ordering: .relaxed) < 3 { sched_yield() }
            return UInt(bitPattern: Int(pthread_self()))
        }
        #expect(Set(ids).count == 3)
    }

    @Test func oneWorkerIsTheCaller() {
        let me = UInt(bitPattern: Int(pthread_self()))
        let ids = Parallel.map(count: 50, workers: 1) { _ in UInt(bitPattern: Int(pthread_self())) }
        #expect(Set(ids) == [me])
    }

    @Test(arguments: [1, 2])
    func progressRisesToTheWhole(workers: Int) {
        var seen: [Int] = []
        _ = Parallel.map(count: 500, workers: workers, progress: { seen.append($0) }, { $0 })
        #expect(seen == seen.sorted())
        #expect(seen.last == 500)
        // With two workers, the other one may have done all work except that of the last call.
        #expect(workers > 1 || seen.count > 1)
    }

    @Test func countsProcessors() {
        #expect(Parallel.workerCount >= 1)
        #expect(Parallel.workerCount <= Int(sysconf(Int32(_SC_NPROCESSORS_CONF))))
    }
}
