extension Repository {
    /// How deep folders may be nested in a tree that is compared.
    static let maxTreeDepth = 128

    /// The paths in which two trees differ, in no promised order, whole files and without looking for
    /// renames. Equal subtrees are not opened.
    ///
    /// - Parameters:
    ///   - before: `nil` for an empty tree.
    ///   - after: `nil` for an empty tree.
    public func changes(from before: ObjectID?, to after: ObjectID?) throws(GitError) -> [TreeDelta] {
        var comparison = TreeComparison(self)
        return try comparison.changes(from: before, to: after)
    }
}

/// Compares many trees of one repository with one another. What one comparison read, the next has at hand: along a history
/// each tree is the one before it but for a folder or two.
public struct TreeComparison: Sendable {
    private let repository: Repository
    private var trees = RawTrees()

    public init(_ repository: Repository) { self.repository = repository }

    /// The same as ``Repository/changes(from:to:)``.
    public mutating func changes(from before: ObjectID?, to after: ObjectID?) throws(GitError) -> [TreeDelta]
    {
        guard before != after else { return [] }
        var comparer = TreeComparer(roots: (before, after))
        // Out of here and back, so that there is one owner and nothing is copied.
        swap(&comparer.trees, &trees)
        defer { swap(&comparer.trees, &trees) }
        try repository.with { pointer throws(GitError) in
            try comparer.compare(before, after, [], depth: 0, in: pointer)
        }
        return comparer.deltas
    }
}

/// Walks two trees side by side, in their bytes as Git has them.
private struct TreeComparer: Sendable {
    let roots: (ObjectID?, ObjectID?)
    var trees = RawTrees()
    var deltas: [TreeDelta] = []
    private var visits = 0

    init(roots: (ObjectID?, ObjectID?)) { self.roots = roots }

    /// After so many folders it is time to count how many there are: a tree may name one folder many times, so
    /// that a few objects make endless paths.
    private static let manyVisits = 2000

    mutating func compare(
        _ before: ObjectID?, _ after: ObjectID?, _ path: [UInt8], depth: Int, in repository: OpaquePointer
    ) throws(GitError) {
        guard depth <= Repository.maxTreeDepth else {
            throw GitError(
                call: "git_tree_lookup",
                message: "folders are nested more than \(Repository.maxTreeDepth) deep")
        }
        visits += 1
        if visits == TreeComparer.manyVisits {
            var count = PathCount(repository: repository)
            _ = try roots.0.map { root throws(GitError) in try count.check(root) }
            _ = try roots.1.map { root throws(GitError) in try count.check(root) }
        }
        let old = try trees.bytes(of: before, in: repository)
        let new = try trees.bytes(of: after, in: repository)
        for (left, right) in try RawTree.differences(old, new) {
            guard left?.content != right?.content, let name = left?.name ?? right?.name else { continue }
            let path = path.isEmpty ? name : path + [0x2F] + name
            let leftTree = left?.mode == .tree ? left?.id : nil
            let rightTree = right?.mode == .tree ? right?.id : nil
            if leftTree != nil || rightTree != nil, leftTree != rightTree {
                try compare(leftTree, rightTree, path, depth: depth + 1, in: repository)
            }
            let leftFile = leftTree == nil ? left?.content : nil
            let rightFile = rightTree == nil ? right?.content : nil
            if leftFile != nil || rightFile != nil {
                deltas.append(TreeDelta(path: path, before: leftFile, after: rightFile))
            }
        }
    }
}
