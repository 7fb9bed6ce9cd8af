internal import CLibGit2

extension Repository {
    /// Returns the commits that can be reached from `from` and not from `hiding`: children before parents,
    /// else newest first.
    ///
    /// - Throws: ``GitError`` if a commit can't be read.
    public func history(from: [ObjectID], hiding: [ObjectID] = []) throws(GitError) -> [ObjectID] {
        try with { repository throws(GitError) in
            let walk = try Handle("git_revwalk_new", free: git_revwalk_free) {
                git_revwalk_new($0, repository)
            }
            let order = GIT_SORT_TOPOLOGICAL.rawValue | GIT_SORT_TIME.rawValue
            try check("git_revwalk_sorting") { git_revwalk_sorting(walk.pointer, order) }
            for id in from {
                var raw = id.raw
                try check("git_revwalk_push") { git_revwalk_push(walk.pointer, &raw) }
            }
            for id in hiding {
                var raw = id.raw
                try check("git_revwalk_hide") { git_revwalk_hide(walk.pointer, &raw) }
            }
            var found: [ObjectID] = []
            var next = git_oid()
            while true {
                git_error_clear()
                let code = git_revwalk_next(&next, walk.pointer)
                if code == GIT_ITEROVER.rawValue { return found }
                guard code >= 0 else { throw GitError(call: "git_revwalk_next", code: code) }
                found.append(ObjectID(next))
            }
        }
    }

    /// Returns true if `old` can be reached from `new`. A commit counts as its own ancestor.
    ///
    /// - Throws: ``GitError`` if a commit can't be read.
    public func isAncestor(_ old: ObjectID, of new: ObjectID) throws(GitError) -> Bool {
        if old == new { return true }
        return try with { repository throws(GitError) in
            var (one, other) = (new.raw, old.raw)
            return try check("git_graph_descendant_of") { git_graph_descendant_of(repository, &one, &other) }
                == 1
        }
    }
}
