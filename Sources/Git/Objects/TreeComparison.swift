internal import CLibGit2

extension Repository {
    /// Maximum depth of folders in trees that are compared.
    static let maxTreeDepth = 128

    /// Returns the newest common ancestors of two commits: several if each side has merged the other before,
    /// none if they have no common history.
    ///
    /// - Throws: ``GitError`` if a commit can't be read.
    public func mergeBases(of one: ObjectID, and other: ObjectID) throws(GitError) -> [ObjectID] {
        try with { repository throws(GitError) -> [ObjectID] in
            var (left, right, found) = (one.raw, other.raw, git_oidarray())
            do throws(GitError) {
                try check("git_merge_bases") { git_merge_bases(&found, repository, &left, &right) }
            } catch {
                guard error.isNotFound else { throw error }
                return []
            }
            defer { git_oidarray_dispose(&found) }
            return (0..<found.count).map { ObjectID(found.ids[$0]) }
        }
    }

    /// Returns the paths in which two trees differ, in no particular order. Whole files are compared, and
    /// renames are not detected. Equal subtrees are not opened.
    ///
    /// - Parameters:
    ///   - before: `nil` for an empty tree.
    ///   - after: `nil` for an empty tree.
    /// - Throws: ``GitError`` if a tree can't be read, is nested too deeply or names too many paths.
    public func changes(from before: ObjectID?, to after: ObjectID?) throws(GitError) -> [TreeDelta] {
        var comparison = TreeComparison(self)
        return try comparison.changes(from: before, to: after)
    }
}

/// Compares many trees of one repository. Trees that one comparison reads are cached for the next, because
/// along a history each tree differs from the one before in only a few folders.
public struct TreeComparison: Sendable {
    private let repository: Repository
    private var trees = RawTreeCache()

    /// A comparison of trees of this repository.
    public init(_ repository: Repository) { self.repository = repository }

    /// Returns the same as ``Repository/changes(from:to:)``.
    ///
    /// - Throws: ``GitError`` for the same reasons.
    public mutating func changes(from before: ObjectID?, to after: ObjectID?) throws(GitError) -> [TreeDelta]
    {
        guard before != after else { return [] }
        var walk = TreeWalk(roots: (before, after))
        // Moved out and back, so that there is one owner and nothing is copied.
        swap(&walk.trees, &trees)
        defer { swap(&walk.trees, &trees) }
        try repository.with { pointer throws(GitError) in
            try walk.compare(before, with: after, path: [], depth: 0, in: pointer)
        }
        return walk.deltas
    }
}

/// Walks the raw bytes of two trees side by side.
private struct TreeWalk: Sendable {
    let roots: (ObjectID?, ObjectID?)
    var trees = RawTreeCache()
    var deltas: [TreeDelta] = []
    private var visits = 0

    init(roots: (ObjectID?, ObjectID?)) { self.roots = roots }

    /// Number of folders after which their paths are counted: a tree may name one folder many times, so a few
    /// objects can make a nearly endless number of paths.
    private static let manyVisits = 2000

    mutating func compare(
        _ before: ObjectID?, with after: ObjectID?, path: [UInt8], depth: Int, in repository: OpaquePointer
    ) throws(GitError) {
        guard depth <= Repository.maxTreeDepth else {
            throw GitError(
                call: "git_tree_lookup",
                message: "folders are nested more than \(Repository.maxTreeDepth) deep")
        }
        visits += 1
        if visits == TreeWalk.manyVisits {
            var count = PathCount(repository: repository)
            _ = try roots.0.map { root throws(GitError) in try count.check(root) }
            _ = try roots.1.map { root throws(GitError) in try count.check(root) }
        }
        let old = try trees.bytes(of: before, in: repository)
        let new = try trees.bytes(of: after, in: repository)
        for (left, right) in try RawTree.differences(from: old, to: new) {
            guard left?.content != right?.content, let name = left?.name ?? right?.name else { continue }
            let path = path.isEmpty ? name : path + [0x2F] + name
            let leftTree = left?.mode == .tree ? left?.id : nil
            let rightTree = right?.mode == .tree ? right?.id : nil
            if leftTree != nil || rightTree != nil, leftTree != rightTree {
                try compare(leftTree, with: rightTree, path: path, depth: depth + 1, in: repository)
            }
            let leftFile = leftTree == nil ? left?.content : nil
            let rightFile = rightTree == nil ? right?.content : nil
            if leftFile != nil || rightFile != nil {
                deltas.append(TreeDelta(path: path, before: leftFile, after: rightFile))
            }
        }
    }
}

/// Counts the paths below a tree. Each folder is counted once, even if the tree names it many times.
struct PathCount {
    let repository: OpaquePointer
    private var known: [ObjectID: Int] = [:]

    /// More paths than any real repository has. A few objects can name billions.
    static let limit = 5_000_000

    init(repository: OpaquePointer) {
        self.repository = repository
    }

    /// - Throws: ``GitError`` if there are more paths than the limit.
    mutating func check(_ tree: ObjectID) throws(GitError) {
        guard try count(tree, depth: 0) <= PathCount.limit else {
            throw GitError(
                call: "git_tree_lookup",
                message: "the tree \(tree.short) names more than \(PathCount.limit) paths")
        }
    }

    private mutating func count(_ tree: ObjectID, depth: Int) throws(GitError) -> Int {
        if let known = known[tree] { return known }
        // Deeper folders are refused elsewhere.
        guard depth <= Repository.maxTreeDepth else { return 0 }
        var paths = 0
        for entry in try Repository.entries(of: tree, in: repository) {
            paths += 1 + (entry.mode == .tree ? try count(entry.id, depth: depth + 1) : 0)
            if paths > PathCount.limit { break }
        }
        known[tree] = paths
        return paths
    }
}

extension Repository {
    /// Checks that a walk of everything below a tree ends.
    ///
    /// - Throws: ``GitError`` if there are more than 5,000,000 paths. A few objects are enough for that,
    ///   because one folder may be named many times.
    public func checkPathCount(of tree: ObjectID) throws(GitError) {
        try with { repository throws(GitError) in
            var count = PathCount(repository: repository)
            try count.check(tree)
        }
    }
}
