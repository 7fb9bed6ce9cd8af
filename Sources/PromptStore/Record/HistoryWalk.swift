internal import GitRepo
internal import PromptCore

/// Walks from a commit back through the history of one record.
///
/// Merges are simplified as `git log` does it: where a parent has the record just as the merge left it, only that
/// parent is followed; a merge that took neither side as it was is a step of its own. The steps come out oldest first,
/// and of a merge's parents the first one's come first, so that what was there before keeps its numbers.
struct HistoryWalk {
    /// A commit that did something to the record.
    struct Step {
        let commit: Commit
        /// Where the record is after it.
        let place: HistoryPlace
        /// Where it was before: one entry for each parent that had it.
        let before: [HistoryPlace]
    }

    var locator: HistoryLocator
    /// A parent was met that the clone does not have.
    private(set) var reachedHorizon = false
    private var seen: Set<Visit> = []
    private let repository: Repository
    private let isShallow: Bool

    private struct Visit: Hashable {
        let commit: ObjectID
        let place: HistoryPlace
    }

    /// A step, and what is still to be walked before it is done.
    private struct Frame {
        let step: Step?
        var next: [(commit: Commit, place: HistoryPlace)]
    }

    init(_ store: StoreRepository) {
        locator = HistoryLocator(store)
        repository = store.repository
        isShallow = store.repository.isShallow
    }

    /// All steps up to `commit`, where the record is at `place`, oldest first.
    mutating func steps(upTo commit: ObjectID, _ place: HistoryPlace) throws(GitError) -> [Step] {
        var steps: [Step] = []
        var open: [Frame] = []
        if let first = try frame(from: try repository.commit(commit), place) { open.append(first) }
        while let frame = open.last {
            if let next = frame.next.first {
                open[open.count - 1].next.removeFirst()
                if let older = try self.frame(from: next.commit, next.place) { open.append(older) }
            } else {
                open.removeLast()
                if let step = frame.step { steps.append(step) }
            }
        }
        return steps
    }

    /// The last step at or before `commit`; `nil` where the clone does not reach back to it.
    mutating func lastStep(upTo commit: ObjectID, _ place: HistoryPlace) throws(GitError) -> Step? {
        var next: (commit: Commit, place: HistoryPlace)? = (try repository.commit(commit), place)
        while let current = next {
            guard let frame = try frame(from: current.commit, current.place) else { return nil }
            if let step = frame.step { return step }
            next = frame.next.first
        }
        return nil
    }

    /// Goes back over commits that left the record as it was, to the first that did not; `nil` where there is none, or
    /// this way was walked before.
    private mutating func frame(from commit: Commit, _ place: HistoryPlace) throws(GitError) -> Frame? {
        var (commit, place) = (commit, place)
        walk: while seen.insert(Visit(commit: commit.id, place: place)).inserted {
            var before: [(commit: Commit, place: HistoryPlace)] = []
            var isCut = false
            for id in commit.parents {
                guard let parent = try parent(id) else {
                    isCut = true
                    continue
                }
                let found = try locator.locate(place, before: parent.tree, after: commit.tree)
                if found.isSame(as: place) {
                    (commit, place) = (parent, found)
                    continue walk
                }
                before.append((parent, found))
            }
            let there = before.filter(\.place.isThere)
            if isCut {
                reachedHorizon = true
                return there.isEmpty ? nil : Frame(step: nil, next: there)
            }
            guard place.isThere || !there.isEmpty else { return nil }
            let step = Step(commit: commit, place: place, before: there.map(\.place))
            // Where it begins, the same record may have been and gone before.
            return Frame(step: step, next: there.isEmpty && place.id != nil ? before : there)
        }
        return nil
    }

    /// A parent; `nil` where a shallow clone does not have it.
    private func parent(_ id: ObjectID) throws(GitError) -> Commit? {
        do {
            return try repository.commit(id)
        } catch {
            guard isShallow, error.isNotFound else { throw error }
            return nil
        }
    }
}
