internal import Git
internal import PromptCore

/// Walks from a commit back through the history of one record.
///
/// The steps are returned oldest first. All steps of a merge's first parent come first, then, for each further
/// parent, its steps that are not listed yet, by the same rule, then the merge. So a commit that has an older
/// one on its first-parent line begins with all steps of the older one.
///
/// A merge that left the record as its first parent has it adds nothing. One that took the record of another
/// parent is no step, unless the last step has another text.
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
        /// True if the step is a merge that took the record of a further parent.
        var isTaken = false
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
                guard let step = frame.step else { continue }
                if frame.isTaken, let last = steps.last, last.location.isSame(as: step.location) { continue }
                steps.append(step)
            }
        }
        return steps
    }

    /// Forgets the walked ways, so that the next walk begins anew. What was read is kept.
    mutating func restart() { seen = [] }

    /// Returns the last step at or before `commit`; `nil` if it is beyond the clone's horizon.
    mutating func lastStep(upTo commit: ObjectID, at location: RecordLocation) throws(GitError) -> Step? {
        var next: (commit: Commit, location: RecordLocation)? = (try repository.commit(commit), location)
        while let current = next {
            guard let frame = try frame(from: current.commit, at: current.location, isTakenFollowed: true)
            else { return nil }
            if let step = frame.step { return step }
            next = frame.next.first
        }
        return nil
    }

    /// Goes back over commits that left the record unchanged, to the first that did not; `nil` if there is
    /// none, or this way was walked before.
    ///
    /// - Parameter isTakenFollowed: true to go back over a merge that took the record of a further parent, to
    ///   that parent only.
    private mutating func frame(
        from commit: Commit, at location: RecordLocation, isTakenFollowed: Bool = false
    ) throws(GitError) -> Frame? {
        var (commit, location) = (commit, location)
        walk: while seen.insert(Visit(commit: commit.id, location: location)).inserted {
            var before: [(commit: Commit, location: RecordLocation)] = []
            var (isCut, isTaken) = (false, false)
            for id in commit.parents {
                guard let parent = try parent(id) else {
                    isCut = true
                    continue
                }
                let found = try locator.locate(location, before: parent.tree, after: commit.tree)
                if found.isSame(as: location) {
                    if isTakenFollowed || id == commit.parents[0] {
                        (commit, location) = (parent, found)
                        continue walk
                    }
                    isTaken = true
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
            guard location.id != nil, let first = before.first, !first.location.isThere else {
                return Frame(step: step, isTaken: isTaken, next: there)
            }
            // The same record may have existed and been deleted before it was added here, or in the first
            // parent's history.
            return Frame(step: step, isTaken: isTaken, next: there.isEmpty ? before : [first] + there)
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
