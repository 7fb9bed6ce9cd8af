internal import CLinux
internal import Glibc
internal import Synchronization

/// Work over many independent items on all processors, with the results in order.
///
/// Plain threads: Swift's task pool and Dispatch would be linked in and started only for this.
public enum Parallel {
    /// The number of processors that this process may use, at least 1.
    public static var workerCount: Int { max(1, Int(clinux_processor_count())) }

    /// Splits `0..<count` into chunks, passes each to `body` on one of `workers` threads and returns the
    /// results in the order of the chunks.
    ///
    /// The calling thread is one of the workers, so with one worker, or one chunk, no thread is started; if
    /// the system refuses a thread, the others do its work.
    ///
    /// - Parameters:
    ///   - count: the number of items.
    ///   - workers: the number of threads, at least 1.
    ///   - chunkSize: the number of items in a chunk; by default each worker gets about 16 chunks.
    ///   - progress: called on the calling thread after each chunk that it finished itself, with the number
    ///     of items that all workers have finished.
    ///   - body: called once for each chunk, on any worker.
    public static func chunks<Result: Sendable>(
        count: Int,
        workers: Int = workerCount,
        chunkSize: Int? = nil,
        progress: ((Int) -> Void)? = nil,
        _ body: @escaping @Sendable (Range<Int>) -> Result
    ) -> [Result] {
        guard count > 0 else { return [] }
        let workers = max(1, workers)
        let size = max(1, chunkSize ?? (count + workers * 16 - 1) / (workers * 16))
        let queue = ChunkQueue<Result>(count: count, size: size)
        let extra = min(workers, queue.chunkCount) - 1
        var threads: [WorkerThread] = []
        for _ in 0..<max(0, extra) {
            guard let thread = WorkerThread(running: { queue.work(body, progress: nil) }) else { break }
            threads.append(thread)
        }
        queue.work(body, progress: progress)
        for thread in threads { thread.join() }
        progress?(count)
        return queue.results()
    }

    /// Returns `body` of each index in `0..<count`, in order. For items of some size; for small ones `chunks`
    /// saves a call and an array each.
    public static func map<Result: Sendable>(
        count: Int,
        workers: Int = workerCount,
        progress: ((Int) -> Void)? = nil,
        _ body: @escaping @Sendable (Int) -> Result
    ) -> [Result] {
        chunks(count: count, workers: workers, progress: progress) { range in range.map(body) }
            .flatMap { $0 }
    }

    /// Runs two functions at the same time: the second on the calling thread.
    public static func both<First: Sendable, Second>(
        _ first: @escaping @Sendable () -> First, and second: () -> Second
    ) -> (First, Second) {
        let slot = Slot<First>()
        let thread = WorkerThread(running: { slot.value.withLock { $0 = first() } })
        let own = second()
        thread?.join()
        // If there was no thread for it, it runs now.
        return (slot.value.withLock { $0 } ?? first(), own)
    }

    private final class Slot<Value: Sendable>: Sendable {
        let value = Mutex<Value?>(nil)
    }
}

/// The chunks that are not taken yet, and the results of the others.
private final class ChunkQueue<Result: Sendable>: Sendable {
    let chunkCount: Int
    private let count: Int
    private let size: Int
    private let next = Atomic<Int>(0)
    private let done = Atomic<Int>(0)
    private let finished = Mutex<[(chunk: Int, result: Result)]>([])

    init(count: Int, size: Int) {
        self.count = count
        self.size = size
        chunkCount = (count + size - 1) / size
    }

    /// Takes chunks until none is left.
    func work(_ body: @Sendable (Range<Int>) -> Result, progress: ((Int) -> Void)?) {
        while true {
            let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard chunk < chunkCount else { return }
            let range = chunk * size..<min(count, (chunk + 1) * size)
            let result = body(range)
            finished.withLock { $0.append((chunk, result)) }
            let total = done.wrappingAdd(range.count, ordering: .relaxed).newValue
            progress?(total)
        }
    }

    /// Returns all results, in the order of the chunks. Called when every worker has returned.
    func results() -> [Result] {
        finished.withLock { $0.sorted { $0.chunk < $1.chunk }.map(\.result) }
    }
}

/// One thread that runs one closure.
private struct WorkerThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private let id: pthread_t

    /// Starts a thread; returns `nil` if the system refuses one.
    init?(running run: @escaping @Sendable () -> Void) {
        let body = Unmanaged.passRetained(Body(run))
        var id = pthread_t()
        let code = pthread_create(
            &id, nil,
            { context in
                // The context is the body that was retained for this thread.
                if let context { Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, body.toOpaque())
        guard code == 0 else {
            body.release()
            return nil
        }
        self.id = id
    }

    /// Waits until the closure has returned.
    func join() {
        _ = pthread_join(id, nil)
    }
}
