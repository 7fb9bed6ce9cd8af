internal import Git
internal import PromptCore

/// Walks back from a commit once, and finds for many paths at the same time the last commit that changed
/// each, and the first that has it.
///
/// Each commit passes its unchanged paths to its parent, all at once; only the paths that differ from the
/// parent are examined. Merges are simplified as by `git log`: a path that is the same in a parent is passed
/// to that parent alone. A new path is compared with the removed ones: the same text, or the same id.
struct AttributionWalk {
    /// A path's bytes with their hash.
    struct Path: Hashable {
        let bytes: [UInt8]

        func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
    }

    /// The record of a path, and the facts still to be found.
    private struct Item {
        let record: Int32
        var wantsUpdated: Bool
        /// The next record with the same path; -1 for none.
        var next: Int32
    }

    /// Paths, each with its first item.
    typealias Open = [Path: Int32]

    private let store: StoreRepository
    private var identity: HistoryIdentity
    private var items: [Item] = []
    private var open: [ObjectID: Open] = [:]

    /// The commits found so far.
    private(set) var commits: [AttributedCommit] = []
    private var numbers: [ObjectID: Int] = [:]
    /// For each record, indices in ``commits``; -1 for none.
    private(set) var updated: [Int32]
    private(set) var created: [Int32]

    /// - Parameter count: the number of records.
    init(_ store: StoreRepository, count: Int) {
        self.store = store
        identity = HistoryIdentity(store.gitRepository)
        updated = [Int32](repeating: -1, count: count)
        created = updated
    }

    /// Begins at a commit with one path for each record.
    mutating func begin(at commit: ObjectID, _ paths: [[UInt8]]) {
        var set = Open(minimumCapacity: paths.count)
        items.reserveCapacity(paths.count)
        for (record, path) in paths.enumerated() {
            set[Path(bytes: path)] = Int32(items.count)
            items.append(Item(record: Int32(record), wantsUpdated: true, next: -1))
        }
        open[commit] = set
    }

    /// Walks through commits, children before parents.
    mutating func run(_ order: [ObjectID]) throws(GitError) {
        try run(HistoryDifferences(store, order: order))
    }

    /// Walks through commits that may be compared already.
    mutating func run(_ differences: consuming HistoryDifferences) throws(GitError) {
        while !open.isEmpty,
            let difference = try differences.next(where: { open[$0]?.isEmpty == false })
        {
            // Taken out and changed in place: it may have 100,000 paths, and a copy for each commit would be
            // slow.
            if var set = open.removeValue(forKey: difference.commit.id) {
                try step(over: difference, with: &set)
            }
        }
    }

    /// The commits that still have paths.
    var leftOver: [ObjectID] { open.compactMap { $0.value.isEmpty ? nil : $0.key } }

    /// Answers from known facts about a commit.
    ///
    /// - Parameter answer: returns indices in ``commits`` for a path; `nil` if it is unknown.
    mutating func answer(
        at commit: ObjectID, _ answer: ([UInt8]) -> (updated: Int32, created: Int32)?
    ) {
        guard let set = open.removeValue(forKey: commit) else { return }
        var rest = Open()
        for (path, first) in set {
            guard let found = answer(path.bytes) else {
                rest[path] = first
                continue
            }
            finish(first, updated: found.updated, created: found.created)
        }
        if !rest.isEmpty { open[commit] = rest }
    }

    /// Returns the index of a commit in ``commits``.
    mutating func number(of commit: AttributedCommit) -> Int32 {
        if let known = numbers[commit.id] { return Int32(known) }
        numbers[commit.id] = commits.count
        commits.append(commit)
        return Int32(commits.count - 1)
    }

    private mutating func number(of commit: Commit) -> Int32 {
        if let known = numbers[commit.id] { return Int32(known) }
        return number(
            of: AttributedCommit(id: commit.id, seconds: commit.author.seconds, person: commit.author.person))
    }

    // MARK: One commit

    private mutating func step(over difference: CommitDifference, with set: inout Open) throws(GitError) {
        let (commit, parents, deltas) = (difference.commit, difference.parents, difference.deltas)
        guard !difference.isCutOff else {
            // Facts before the clone's horizon are unknown; those of another parent are known.
            for (_, first) in set { finish(first, updated: -1, created: -1) }
            return
        }
        guard !parents.isEmpty else {
            let number = number(of: commit)
            for (_, first) in set { finish(first, updated: number, created: number) }
            return
        }
        var others: [Open] = [Open](repeating: [:], count: parents.count)
        let inOther = deltas.dropFirst().map { Set($0.lazy.map { Path(bytes: $0.path) }) }
        var sources: Sources?
        for delta in deltas[0] {
            let path = Path(bytes: delta.path)
            guard let first = set.removeValue(forKey: path) else { continue }
            if let same = inOther.firstIndex(where: { !$0.contains(path) }) {
                put(first, at: path, in: &others[same + 1])
                continue
            }
            let number = number(of: commit)
            note(first, updated: number)
            if delta.before?.mode.isFile == true {
                put(first, at: path, in: &others[0])
                continue
            }
            // It differs in all parents: it comes from the first that has it at all.
            if let parent = deltas.indices.dropFirst().first(where: { index in
                deltas[index].contains { $0.path == delta.path && $0.before?.mode.isFile == true }
            }) {
                put(first, at: path, in: &others[parent])
                continue
            }
            if sources == nil { sources = Sources(deltas[0]) }
            if let content = delta.after?.id,
                let source = try sources?.take(for: content, at: delta.path, using: &identity)
            {
                put(first, at: source, in: &others[0])
            } else {
                finish(first, updated: -1, created: number)
            }
        }
        for (path, first) in others[0] { put(first, at: path, in: &set) }
        swap(&others[0], &set)
        for (index, parent) in parents.enumerated() { hand(&others[index], to: parent.id) }
    }

    /// Adds paths to those of a commit; the smaller set is inserted into the larger one.
    private mutating func hand(_ set: inout Open, to commit: ObjectID) {
        guard !set.isEmpty else { return }
        var there: Open = [:]
        swap(&there, &open[commit, default: [:]])
        if set.count > there.count { swap(&set, &there) }
        for (path, first) in set { put(first, at: path, in: &there) }
        set = [:]
        swap(&there, &open[commit, default: [:]])
    }

    /// Adds a chain of items to those of a path.
    private mutating func put(_ first: Int32, at path: Path, in set: inout Open) {
        if let there = set[path] {
            var last = first
            while items[Int(last)].next >= 0 { last = items[Int(last)].next }
            items[Int(last)].next = there
        }
        set[path] = first
    }

    /// Records that a commit changed the content of a path.
    private mutating func note(_ first: Int32, updated number: Int32) {
        var next = first
        while next >= 0 {
            if items[Int(next)].wantsUpdated { updated[Int(items[Int(next)].record)] = number }
            items[Int(next)].wantsUpdated = false
            next = items[Int(next)].next
        }
    }

    private mutating func finish(_ first: Int32, updated number: Int32, created: Int32) {
        var next = first
        while next >= 0 {
            let item = items[Int(next)]
            if item.wantsUpdated { updated[Int(item.record)] = number }
            self.created[Int(item.record)] = created
            next = item.next
        }
    }
}

extension AttributionWalk {
    /// The files that a commit removed, which may be the former paths of others.
    private struct Sources {
        private var byContent: [ObjectID: Path] = [:]
        private var contents: [(path: Path, content: ObjectID)] = []
        private var byID: [RecordID: Path]?
        private var taken: Set<Path> = []

        /// If more files were removed, only those with the same text are searched.
        private static let limit = 20_000

        init(_ deltas: [TreeDelta]) {
            for delta in deltas where delta.after == nil {
                guard let before = delta.before, before.mode.isFile else { continue }
                byContent[before.id] = Path(bytes: delta.path)
                contents.append((Path(bytes: delta.path), before.id))
            }
        }

        /// Returns the former path of a new file; each is returned once.
        mutating func take(
            for content: ObjectID, at path: [UInt8], using identity: inout HistoryIdentity
        ) throws(GitError) -> Path? {
            if contents.isEmpty { return nil }
            if let same = byContent[content], taken.insert(same).inserted { return same }
            guard contents.count <= Sources.limit,
                let id = try identity.id(of: content, at: String(decoding: path, as: UTF8.self)),
                let same = try ids(&identity)[id], taken.insert(same).inserted
            else { return nil }
            return same
        }

        private mutating func ids(_ identity: inout HistoryIdentity) throws(GitError) -> [RecordID: Path] {
            if let byID { return byID }
            var found: [RecordID: Path] = [:]
            for (path, content) in contents {
                let name = String(decoding: path.bytes, as: UTF8.self)
                guard HistoryIdentity.kind(of: name) != nil else { continue }
                if let id = try identity.id(of: content, at: name) { found[id] = path }
            }
            byID = found
            return found
        }
    }
}
