internal import Git
internal import SafeFiles
internal import Synchronization

/// A commit with its parents and its differences from each.
struct CommitDifference: Sendable {
    let commit: Commit
    let parents: [Commit]
    /// The differences for each parent, below the store.
    let deltas: [[TreeDelta]]
    /// True if a parent is beyond the horizon of a shallow clone; then there are no deltas.
    let isCutOff: Bool
}

/// Compares commits with their parents, in the order of the commits: a few of them on demand, many on all
/// processors in advance.
struct HistoryDifferences {
    /// The state of one thread. libgit2 is called by one thread at a time for each open repository.
    private struct Worker: Sendable {
        var locator: HistoryLocator
        var comparison: TreeComparison
        /// The tree of a parent is read for its child first, and used again for the parent itself.
        var known: [ObjectID: Commit] = [:]

        init(_ store: StoreRepository) {
            locator = HistoryLocator(store)
            comparison = TreeComparison(store.gitRepository)
        }

        mutating func difference(of id: ObjectID, isShallow: Bool) throws(GitError) -> CommitDifference {
            let repository = locator.store.gitRepository
            let commit =
                if let commit = known.removeValue(forKey: id) { commit } else { try repository.commit(id) }
            var parents: [Commit] = []
            for id in commit.parents {
                if isShallow, try !repository.has(id) { continue }
                let parent = if let parent = known[id] { parent } else { try repository.commit(id) }
                known[id] = parent
                parents.append(parent)
            }
            guard parents.count == commit.parents.count else {
                return CommitDifference(commit: commit, parents: [], deltas: [], isCutOff: true)
            }
            var deltas: [[TreeDelta]] = []
            if !parents.isEmpty {
                let after = try locator.storeTree(in: commit.tree)
                for parent in parents {
                    let before = try locator.storeTree(in: parent.tree)
                    deltas.append(try comparison.changes(from: before, to: after))
                }
            }
            return CommitDifference(commit: commit, parents: parents, deltas: deltas, isCutOff: false)
        }
    }

    /// Idle workers; each keeps the objects it has read.
    private final class Pool: Sendable {
        private let store: StoreRepository
        private let isShallow: Bool
        private let resting: Mutex<[Worker]>

        init(_ store: StoreRepository, isShallow: Bool) {
            self.store = store
            self.isShallow = isShallow
            resting = Mutex([Worker(store)])
        }

        func differences(_ ids: ArraySlice<ObjectID>) -> Result<[CommitDifference], GitError> {
            Result { () throws(GitError) in
                var worker = take()
                defer { resting.withLock { [worker] in $0.append(worker) } }
                var found: [CommitDifference] = []
                for id in ids { found.append(try worker.difference(of: id, isShallow: isShallow)) }
                return found
            }
        }

        /// Returns an idle worker, or a new one with the repository opened again; if that fails, the open one
        /// is shared.
        private func take() -> Worker {
            if let worker = resting.withLock({ $0.popLast() }) { return worker }
            return Worker(store.reopened())
        }
    }

    private let pool: Pool
    private let order: [ObjectID]
    /// The number of commits that were compared or skipped.
    private var start = 0
    private var ready: [CommitDifference] = []
    private var next = 0

    /// Fewer commits are compared one by one, because another thread costs more.
    private static let fewCommits = 64
    /// The number of commits that are compared before the first of them is used.
    private static let batchSize = 4096

    init(_ store: StoreRepository, order: [ObjectID]) {
        pool = Pool(store, isShallow: store.gitRepository.isShallow)
        self.order = order
    }

    /// Compares in advance, so that it can run beside other work.
    mutating func prepare() throws(GitError) {
        guard start == 0, order.count >= HistoryDifferences.fewCommits else { return }
        try compare(order.prefix(HistoryDifferences.batchSize))
    }

    /// Returns the next requested commit; `nil` at the end.
    mutating func next(where isWanted: (ObjectID) -> Bool) throws(GitError) -> CommitDifference? {
        while true {
            while next < ready.count {
                defer { next += 1 }
                if isWanted(ready[next].commit.id) { return ready[next] }
            }
            guard start < order.count else { return nil }
            if order.count >= HistoryDifferences.fewCommits {
                try compare(order[start..<min(order.count, start + HistoryDifferences.batchSize)])
            } else if isWanted(order[start]) {
                try compare(order[start...start])
            } else {
                start += 1
            }
        }
    }

    private mutating func compare(_ batch: ArraySlice<ObjectID>) throws(GitError) {
        start = batch.endIndex
        (ready, next) = ([], 0)
        // Each thread gets consecutive commits, whose trees are nearly the same.
        let size = (batch.count + Parallel.workerCount * 2 - 1) / (Parallel.workerCount * 2)
        let found = Parallel.chunks(count: batch.count, chunkSize: size) { [pool] range in
            pool.differences(
                batch[(batch.startIndex + range.lowerBound)..<(batch.startIndex + range.upperBound)])
        }
        for part in found { ready += try part.get() }
    }
}
