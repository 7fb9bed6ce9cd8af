internal import CLibGit2

extension Repository {
    /// Returns the bytes of a blob.
    ///
    /// - Parameter limit: the maximum number of bytes.
    /// - Throws: ``GitError`` if there is no such blob or it is larger than `limit`.
    public func blob(_ id: ObjectID, limit: Int = .max) throws(GitError) -> [UInt8] {
        try with { repository throws(GitError) in
            var raw = id.raw
            if limit < .max {
                let odb = try Handle("git_repository_odb", free: git_odb_free) {
                    git_repository_odb($0, repository)
                }
                var size = 0
                var type = GIT_OBJECT_ANY
                try check("git_odb_read_header") { git_odb_read_header(&size, &type, odb.pointer, &raw) }
                guard size <= limit else {
                    throw GitError(
                        call: "git_odb_read_header", message: "the blob has \(size) bytes, more than \(limit)"
                    )
                }
            }
            let blob = try Handle("git_blob_lookup", free: git_blob_free) {
                git_blob_lookup($0, repository, &raw)
            }
            let count = Int(git_blob_rawsize(blob.pointer))
            guard count > 0, let start = git_blob_rawcontent(blob.pointer) else { return [] }
            return Array(UnsafeRawBufferPointer(start: start, count: count))
        }
    }

    /// Returns the entries of a tree, in Git's order. Entries of an unknown kind are left out.
    ///
    /// - Throws: ``GitError`` if there is no such tree.
    public func tree(_ id: ObjectID) throws(GitError) -> [TreeEntry] {
        try with { repository throws(GitError) in try Repository.entries(of: id, in: repository) }
    }

    static func entries(of id: ObjectID, in repository: OpaquePointer) throws(GitError) -> [TreeEntry] {
        let tree = try Handle.tree(id, in: repository)
        return (0..<git_tree_entrycount(tree.pointer)).compactMap { index in
            git_tree_entry_byindex(tree.pointer, index).flatMap { TreeEntry($0) }
        }
    }

    /// Returns the entry at a path below a tree; `nil` if there is none.
    ///
    /// - Throws: ``GitError`` if a tree on the path can't be read.
    public func entry(_ path: String, in tree: ObjectID) throws(GitError) -> TreeEntry? {
        try with { repository throws(GitError) in
            let tree = try Handle.tree(tree, in: repository)
            var found: OpaquePointer?
            do throws(GitError) {
                try check("git_tree_entry_bypath") { git_tree_entry_bypath(&found, tree.pointer, path) }
            } catch {
                guard error.isNotFound else { throw error }
                return nil
            }
            defer { git_tree_entry_free(found) }
            return found.flatMap { TreeEntry($0) }
        }
    }

    /// Returns a commit.
    ///
    /// - Throws: ``GitError`` if there is no such commit or it is damaged.
    public func commit(_ id: ObjectID) throws(GitError) -> Commit {
        try with { repository throws(GitError) in
            let commit = try Handle.commit(id, in: repository)
            guard let tree = git_commit_tree_id(commit.pointer),
                let author = git_commit_author(commit.pointer),
                let committer = git_commit_committer(commit.pointer)
            else { throw GitError(call: "git_commit_lookup", message: "the commit \(id.short) is broken") }
            let parents = (0..<git_commit_parentcount(commit.pointer)).compactMap { index in
                git_commit_parent_id(commit.pointer, index).map { ObjectID($0.pointee) }
            }
            return Commit(
                id: id, tree: ObjectID(tree.pointee), parents: parents, author: Signature(author.pointee),
                committer: Signature(committer.pointee), message: text(git_commit_message(commit.pointer)))
        }
    }

    /// Returns true if the repository has an object.
    ///
    /// - Throws: ``GitError`` if the object database can't be opened.
    public func has(_ id: ObjectID) throws(GitError) -> Bool {
        try with { repository throws(GitError) in
            let odb = try Handle("git_repository_odb", free: git_odb_free) {
                git_repository_odb($0, repository)
            }
            var raw = id.raw
            return git_odb_exists(odb.pointer, &raw) == 1
        }
    }

    /// Returns the commit that a revision names (`HEAD~2`, a branch, a tag, the first digits of an id); `nil`
    /// if it names none or is ambiguous.
    ///
    /// - Throws: ``GitError`` if an object can't be read.
    public func resolve(_ revision: String) throws(GitError) -> ObjectID? {
        try with { repository throws(GitError) -> ObjectID? in
            do throws(GitError) {
                let object = try Handle("git_revparse_single", free: git_object_free) {
                    git_revparse_single($0, repository, revision)
                }
                let commit = try Handle("git_object_peel", free: git_object_free) {
                    git_object_peel($0, object.pointer, GIT_OBJECT_COMMIT)
                }
                return git_object_id(commit.pointer).map { ObjectID($0.pointee) }
            } catch {
                let none = [GIT_ENOTFOUND, GIT_EINVALIDSPEC, GIT_EAMBIGUOUS, GIT_EPEEL].map {
                    Int($0.rawValue)
                }
                guard none.contains(error.code) || error.code == -1 else { throw error }
                return nil
            }
        }
    }
}

extension TreeEntry {
    init?(_ entry: OpaquePointer) {
        guard let name = git_tree_entry_name(entry), let id = git_tree_entry_id(entry),
            let mode = FileMode(raw: git_tree_entry_filemode_raw(entry).rawValue)
        else { return nil }
        var bytes: [UInt8] = []
        var next = name
        while next.pointee != 0 {
            bytes.append(UInt8(bitPattern: next.pointee))
            next += 1
        }
        self.init(name: bytes, mode: mode, id: ObjectID(id.pointee))
    }
}
