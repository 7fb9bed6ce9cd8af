internal import Git
internal import SafeFiles

/// Computes the attribution of a store's records for the present commit: from that of an earlier one if
/// possible, else from the beginning.
struct AttributionUpdate {
    private let store: StoreRepository
    private let repository: Repository
    private let head: ObjectID

    init(_ store: StoreRepository, head: ObjectID) {
        self.store = store
        repository = store.gitRepository
        self.head = head
    }

    /// - Parameter old: the known table; ignored if it belongs to another history.
    func table(_ old: AttributionTable?) throws(GitError) -> AttributionTable {
        if let old, old.prefix == store.prefix, old.head == head { return old }
        return try GitLibrary.withoutVerification { () throws(GitError) in
            if let old, old.prefix == store.prefix, let table = try? continued(old) { return table }
            return try walked()
        }
    }

    /// Computes the table from the beginning.
    private func walked() throws(GitError) -> AttributionTable {
        let order = try order(from: [head])
        // Each walk has its own repository, which one thread uses at a time.
        let (other, head) = (store.reopened(), head)
        let (found, differences) = Parallel.both {
            Result { () throws(GitError) in try AttributionUpdate.paths(of: other, at: head) }
        } and: {
            Result { () throws(GitError) in
                var differences = HistoryDifferences(store, order: order)
                try differences.prepare()
                return differences
            }
        }
        let paths = try found.get()
        var walk = AttributionWalk(store, count: paths.count)
        walk.begin(at: head, paths)
        try walk.run(differences.get())
        return table(of: paths, from: walk)
    }

    /// Walks only newer commits. Returns `nil` if the known table belongs to a history with merges of its
    /// own.
    private func continued(_ old: AttributionTable) throws(GitError) -> AttributionTable? {
        guard !repository.isShallow, let base = try base(old) else { return nil }
        let paths = try paths(old)
        var walk = AttributionWalk(store, count: paths.count)
        walk.begin(at: head, paths)
        try walk.run(repository.history(from: [head], hiding: [old.head]))
        let numbers = old.commits.map { base.gone.contains($0.id) ? -1 : walk.number(of: $0) }
        walk.answer(at: base.commit) { path in
            guard let index = old.index(of: path) else { return nil }
            let row = old.row(index)
            guard let updated = row.updated, let created = row.created, numbers[updated] >= 0,
                numbers[created] >= 0
            else { return nil }
            return (numbers[updated], numbers[created])
        }
        // Few paths if any: those that continue at another commit than the known one.
        if !walk.leftOver.isEmpty { try walk.run(order(from: walk.leftOver)) }
        return table(of: paths, from: walk)
    }

    /// Returns the commit that both histories have, and the commits that only the old one had, because the
    /// user removed or rewrote them. Facts about unchanged paths still hold if those commits form one line.
    private func base(_ old: AttributionTable) throws(GitError) -> (commit: ObjectID, gone: Set<ObjectID>)? {
        var base = old.head
        let gone = try repository.history(from: [old.head], hiding: [head])
        for id in gone {
            let commit = try repository.commit(id)
            guard id == base, commit.parents.count == 1 else { return nil }
            base = commit.parents[0]
        }
        return (base, Set(gone))
    }

    // MARK: Paths

    /// Returns the paths of all records of the commit, relative to the store, sorted by bytes.
    private static func paths(of store: StoreRepository, at head: ObjectID) throws(GitError) -> [[UInt8]] {
        var locator = HistoryLocator(store)
        let tree = try locator.storeTree(in: try store.gitRepository.commit(head).tree)
        return try AttributionUpdate.sorted(
            store.gitRepository.changes(from: nil, to: tree).lazy.filter {
                $0.after?.mode.isFile == true && AttributionUpdate.isRecord($0.path)
            }.map(\.path))
    }

    /// Computes the same from the paths of another commit and the differences.
    private func paths(_ old: AttributionTable) throws(GitError) -> [[UInt8]] {
        var locator = HistoryLocator(store)
        let before = try locator.storeTree(in: try repository.commit(old.head).tree)
        let after = try locator.storeTree(in: try repository.commit(head).tree)
        var gone: Set<AttributionWalk.Path> = []
        var new: [[UInt8]] = []
        for delta in try repository.changes(from: before, to: after) {
            if delta.after?.mode.isFile != true {
                gone.insert(AttributionWalk.Path(bytes: delta.path))
            } else if delta.before?.mode.isFile != true, AttributionUpdate.isRecord(delta.path) {
                new.append(delta.path)
            }
        }
        var paths: [[UInt8]] = []
        paths.reserveCapacity(old.count + new.count)
        for index in 0..<old.count {
            let path = old.row(index).path
            if gone.isEmpty || !gone.contains(AttributionWalk.Path(bytes: path)) { paths.append(path) }
        }
        guard !new.isEmpty else { return paths }
        return AttributionUpdate.sorted(paths + new)
    }

    private static func sorted(_ paths: some Sequence<[UInt8]>) -> [[UInt8]] {
        paths.sorted { left, right in
            left.withUnsafeBytes { left in right.withUnsafeBytes { ByteOrder.compare(left, $0) < 0 } }
        }
    }

    /// Returns true for the store's own files, by the rule of ``WorkTreeHead``.
    private static func isRecord(_ path: [UInt8]) -> Bool {
        guard path.starts(with: "prompts/".utf8) else { return false }
        var (depth, name, isPlain) = (0, 0, true)
        for (index, byte) in path.enumerated() {
            if index == name, byte == UInt8(ascii: ".") { return false }
            if byte == UInt8(ascii: "/") { (depth, name) = (depth + 1, index + 1) }
            if byte >= 0x80 { isPlain = false }
        }
        guard isPlain || String(validating: path, as: UTF8.self) != nil else { return false }
        return depth - 1 <= FolderScan.Limits().depth && WorkTreePath.isOwn(path[name...], below: "prompts")
    }

    // MARK: Commits

    /// Returns the commits, children before parents; in a shallow clone the existing ones.
    private func order(from heads: [ObjectID]) throws(GitError) -> [ObjectID] {
        guard repository.isShallow else { return try repository.history(from: heads) }
        var done: [ObjectID] = []
        var seen: Set<ObjectID> = []
        var open: [(id: ObjectID, parents: [ObjectID])] = []
        func enter(_ id: ObjectID) throws(GitError) {
            guard try repository.has(id), seen.insert(id).inserted else { return }
            open.append((id, try repository.commit(id).parents))
        }
        for head in heads {
            try enter(head)
            while let last = open.last {
                if let parent = last.parents.last {
                    open[open.count - 1].parents.removeLast()
                    try enter(parent)
                } else {
                    done.append(last.id)
                    open.removeLast()
                }
            }
        }
        return done.reversed()
    }

    private func table(of paths: [[UInt8]], from walk: AttributionWalk) -> AttributionTable {
        func number(_ index: Int32) -> Int? { index < 0 ? nil : Int(index) }
        let rows = paths.indices.map { record in
            AttributionTable.Row(
                path: paths[record], updated: number(walk.updated[record]),
                created: number(walk.created[record]))
        }
        return AttributionTable(head: head, prefix: store.prefix, commits: walk.commits, rows: rows)
    }
}
