internal import Git
internal import PromptCore

/// Walks from a commit back through the history of one record.
///
/// Merges are simplified as by `git log`: if a parent has the record just as the merge left it, only that
/// parent is followed; a merge that took neither side unchanged is a separate step. The steps are returned
/// oldest first. Of a merge's parents, the steps of the first one come first, so that existing versions keep
/// their numbers.
struct HistoryWalk {
    /// A commit that changed the record.
    struct Step {
        let commit: Commit
        /// The location of the record after it.
        let location: RecordLocation
        /// The locations of the record before it: one for each parent that had it.
        let before: [RecordLocation]
    }

    var locator: HistoryLocator
    /// True if a parent was found that the clone does not have.
    private(set) var reachedHorizon = false
    private var seen: Set<Visit> = []
    private let repository: Repository
    private let isShallow: Bool

    private struct Visit: Hashable {
        let commit: ObjectID
        let location: RecordLocation
    }

    /// A step, and the locations that must be walked before it is complete.
    private struct Frame {
        let step: Step?
        var next: [(commit: Commit, location: RecordLocation)]
    }

    init(_ store: StoreRepository) {
        locator = HistoryLocator(store)
        repository = store.gitRepository
        isShallow = store.gitRepository.isShallow
    }

    /// Returns all steps up to `commit`, in which the record is at `location`, oldest first.
    mutating func steps(upTo commit: ObjectID, at location: RecordLocation) throws(GitError) -> [Step] {
        var steps: [Step] = []
        var open: [Frame] = []
        if let first = try frame(from: try repository.commit(commit), at: location) { open.append(first) }
        while let frame = open.last {
            if let next = frame.next.first {
                open[open.count - 1].next.removeFirst()
                if let older = try self.frame(from: next.commit, at: next.location) { open.append(older) }
            } else {
                open.removeLast()
                if let step = frame.step { steps.append(step) }
            }
        }
        return steps
    }

    /// Returns the last step at or before `commit`; `nil` if it is beyond the clone's horizon.
    mutating func lastStep(upTo commit: ObjectID, at location: RecordLocation) throws(GitError) -> Step? {
        var next: (commit: Commit, location: RecordLocation)? = (try repository.commit(commit), location)
        while let current = next {
            guard let frame = try frame(from: current.commit, at: current.location) else { return nil }
            if let step = frame.step { return step }
            next = frame.next.first
        }
        return nil
    }

    /// Goes back over commits that left the record unchanged, to the first that did not; `nil` if there is
    /// none, or this way was walked before.
    private mutating func frame(from commit: Commit, at location: RecordLocation) throws(GitError) -> Frame? {
        var (commit, location) = (commit, location)
        walk: while seen.insert(Visit(commit: commit.id, location: location)).inserted {
            var before: [(commit: Commit, location: RecordLocation)] = []
            var isCut = false
            for id in commit.parents {
                guard let parent = try parent(id) else {
                    isCut = true
                    continue
                }
                let found = try locator.locate(location, before: parent.tree, after: commit.tree)
                if found.isSame(as: location) {
                    (commit, location) = (parent, found)
                    continue walk
                }
                before.append((parent, found))
            }
            let there = before.filter(\.location.isThere)
            if isCut {
                reachedHorizon = true
                return there.isEmpty ? nil : Frame(step: nil, next: there)
            }
            guard location.isThere || !there.isEmpty else { return nil }
            let step = Step(commit: commit, location: location, before: there.map(\.location))
            // The same record may have existed and been deleted before it was added here.
            return Frame(step: step, next: there.isEmpty && location.id != nil ? before : there)
        }
        return nil
    }

    /// Returns a parent; `nil` if a shallow clone does not have it.
    private func parent(_ id: ObjectID) throws(GitError) -> Commit? {
        do {
            return try repository.commit(id)
        } catch {
            guard isShallow, error.isNotFound else { throw error }
            return nil
        }
    }
}
