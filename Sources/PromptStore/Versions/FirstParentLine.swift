internal import Git

/// A commit, its first parent, that one's first parent, and so on.
struct FirstParentLine {
    private let repository: Repository

    init(_ repository: Repository) { self.repository = repository }

    /// Returns the commits of the line from `one`, newest first, up to the first that is on the line from
    /// `other` too. Both lines are read only as far as needed.
    func part(of one: ObjectID, outside other: ObjectID) throws(GitError) -> [Commit] {
        var part: [Commit] = []
        var (left, right): (ObjectID?, ObjectID?) = (one, other)
        var (ours, theirs): (Set<ObjectID>, Set<ObjectID>) = ([], [])
        while left != nil || right != nil {
            if let id = left {
                if theirs.contains(id) { return part }
                let commit = try repository.commit(id)
                part.append(commit)
                ours.insert(id)
                left = commit.parents.first
            }
            if let id = right {
                if ours.contains(id) { return Array(part.prefix { $0.id != id }) }
                theirs.insert(id)
                right = try repository.commit(id).parents.first
            }
        }
        return part
    }

    /// Returns true if `old` is on the line from `new`.
    func has(_ old: ObjectID, from new: ObjectID) throws(GitError) -> Bool {
        try part(of: old, outside: new).isEmpty
    }
}
