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
