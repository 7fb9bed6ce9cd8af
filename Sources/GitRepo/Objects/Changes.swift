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
        guard before != after else { return [] }
        return try with { repository throws(GitError) in
            var comparer = TreeComparer(repository: repository, roots: (before, after))
            try comparer.compare(before, after, [], depth: 0)
            return comparer.deltas
        }
    }
}

/// Walks two trees side by side.
private struct TreeComparer {
    let repository: OpaquePointer
    let roots: (ObjectID?, ObjectID?)
    var deltas: [TreeDelta] = []
    private var visits = 0

    init(repository: OpaquePointer, roots: (ObjectID?, ObjectID?)) {
        self.repository = repository
        self.roots = roots
    }

    /// After so many folders it is time to count how many there are: a tree may name one folder many times, so
    /// that a few objects make endless paths.
    private static let manyVisits = 2000

    mutating func compare(
        _ before: ObjectID?, _ after: ObjectID?, _ path: [UInt8], depth: Int
    ) throws(GitError) {
        guard depth <= Repository.maxTreeDepth else {
            throw GitError(
                call: "git_tree_lookup", message: "folders are nested more than \(Repository.maxTreeDepth) deep")
        }
        visits += 1
        if visits == TreeComparer.manyVisits {
            var count = PathCount(repository: repository)
            _ = try roots.0.map { root throws(GitError) in try count.check(root) }
            _ = try roots.1.map { root throws(GitError) in try count.check(root) }
        }
        let old = try entries(before)
        let new = try entries(after)
        var (one, other) = (old.startIndex, new.startIndex)
        while one < old.endIndex || other < new.endIndex {
            let left = one < old.endIndex ? old[one] : nil
            let right = other < new.endIndex ? new[other] : nil
            let order = TreeComparer.order(left, right)
            if order <= 0 { one += 1 }
            if order >= 0 { other += 1 }
            try entry(order <= 0 ? left : nil, order >= 0 ? right : nil, path, depth)
        }
    }

    private func entries(_ tree: ObjectID?) throws(GitError) -> [TreeEntry] {
        guard let tree else { return [] }
        return try Repository.entries(of: tree, in: repository).sorted {
            $0.name.lexicographicallyPrecedes($1.name)
        }
    }

    private static func order(_ left: TreeEntry?, _ right: TreeEntry?) -> Int {
        guard let left else { return 1 }
        guard let right else { return -1 }
        if left.name == right.name { return 0 }
        return left.name.lexicographicallyPrecedes(right.name) ? -1 : 1
    }

    private mutating func entry(
        _ left: TreeEntry?, _ right: TreeEntry?, _ path: [UInt8], _ depth: Int
    ) throws(GitError) {
        guard left?.content != right?.content, let name = left?.name ?? right?.name else { return }
        let path = path.isEmpty ? name : path + [0x2F] + name
        let leftTree = left?.mode == .tree ? left?.id : nil
        let rightTree = right?.mode == .tree ? right?.id : nil
        if leftTree != nil || rightTree != nil, leftTree != rightTree {
            try compare(leftTree, rightTree, path, depth: depth + 1)
        }
        let leftFile = leftTree == nil ? left?.content : nil
        let rightFile = rightTree == nil ? right?.content : nil
        if leftFile != nil || rightFile != nil {
            deltas.append(TreeDelta(path: path, before: leftFile, after: rightFile))
        }
    }
}
