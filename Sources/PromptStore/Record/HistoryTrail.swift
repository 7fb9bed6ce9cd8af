internal import GitRepo

/// What stands at one path in the trees of many commits.
///
/// A commit leaves most folders as they were, and a folder that is the same has the same id: only those on the way to
/// the path are looked into, from the top, up to the first that was met just before.
struct HistoryTrail {
    private let repository: Repository
    private let parts: [String]
    /// For each part, the tree it was looked for in last, and what was found there.
    private var last: [(tree: ObjectID, entry: TreeEntry?)] = []

    /// - Parameter path: from the root of the repository, parts between single `/`; not empty.
    init(_ repository: Repository, _ path: String) {
        self.repository = repository
        parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    }

    /// The entry at the path, of any mode; `nil` where there is none.
    mutating func entry(in root: ObjectID) throws(GitError) -> TreeEntry? {
        var tree = root
        for (level, part) in parts.enumerated() {
            let entry: TreeEntry?
            if level < last.count, last[level].tree == tree {
                entry = last[level].entry
            } else {
                entry = try repository.entry(part, in: tree)
                if level < last.count { last[level] = (tree, entry) } else { last.append((tree, entry)) }
            }
            if level == parts.count - 1 { return entry }
            guard let entry, entry.mode == .tree else { return nil }
            tree = entry.id
        }
        return nil
    }

    /// The regular file at the path.
    mutating func file(in root: ObjectID) throws(GitError) -> ObjectID? {
        guard let entry = try entry(in: root), entry.mode.isFile else { return nil }
        return entry.id
    }

    /// The folder at the path.
    mutating func folder(in root: ObjectID) throws(GitError) -> ObjectID? {
        guard let entry = try entry(in: root), entry.mode == .tree else { return nil }
        return entry.id
    }
}
