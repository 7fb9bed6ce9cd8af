internal import Git

/// The entry at one path in the trees of many commits.
///
/// A commit leaves most folders unchanged, and an unchanged folder has the same id: only the folders on the
/// way to the path are read, from the top, up to the first one that was read last time.
struct HistoryTrail {
    private let repository: Repository
    private let parts: [String]
    /// For each part, the last tree in which it was looked up, and the result.
    private var last: [(tree: ObjectID, entry: TreeEntry?)] = []

    /// - Parameter path: starts at the root of the repository, with parts between single `/`; not empty.
    init(in repository: Repository, to path: String) {
        self.repository = repository
        parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    }

    /// Returns the entry at the path, of any mode; `nil` if there is none.
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

    /// Returns the regular file at the path.
    mutating func file(in root: ObjectID) throws(GitError) -> ObjectID? {
        guard let entry = try entry(in: root), entry.mode.isFile else { return nil }
        return entry.id
    }

    /// Returns the folder at the path.
    mutating func folder(in root: ObjectID) throws(GitError) -> ObjectID? {
        guard let entry = try entry(in: root), entry.mode == .tree else { return nil }
        return entry.id
    }
}
