internal import CLibGit2
internal import CLinux
internal import Glibc

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

// New objects are unreferenced until a reference is moved to them, and are not synced to the disk: the code
// that publishes them syncs once for all.
extension Repository {
    /// Turns the ordered writing of objects on or off. If it is on, the default, the bytes of a new object go
    /// to the disk before the object gets its name, so that a power cut leaves no truncated object.
    ///
    /// - Throws: ``GitError`` if the object database can't be opened.
    public func orderObjects(_ isOrdered: Bool) throws(GitError) {
        try with { repository throws(GitError) in
            _ = try check("clibgit2_order_objects") { clibgit2_order_objects(repository, isOrdered ? 1 : 0) }
        }
    }

    /// Writes all objects that `body` creates as one pack. Until `body` ends, they are in memory, and only
    /// this repository sees them. If `body` throws, none is written.
    ///
    /// Use it for many objects: to write a file for each takes ten times as long.
    ///
    /// - Parameter fold: converts an error of libgit2 to the error type of `body`.
    /// - Throws: the error of `body`, or a converted ``GitError`` if the pack can't be written.
    public func packing<Value, Failure: Error>(
        _ body: () throws(Failure) -> Value, folding fold: (GitError) -> Failure
    ) throws(Failure) -> Value {
        do throws(GitError) { try begin() } catch { throw fold(error) }
        let value: Value
        do throws(Failure) {
            value = try body()
        } catch {
            try? end(keeping: false)
            throw error
        }
        do throws(GitError) { try end(keeping: true) } catch { throw fold(error) }
        return value
    }

    private func begin() throws(GitError) {
        try with { repository throws(GitError) in
            _ = try check("clibgit2_begin_pack") { clibgit2_begin_pack(repository) }
        }
    }

    private func end(keeping isKept: Bool) throws(GitError) {
        try with { repository throws(GitError) in
            _ = try check("clibgit2_end_pack") { clibgit2_end_pack(repository, isKept ? 1 : 0) }
        }
    }

    /// Writes a blob unless it exists. Returns its id.
    ///
    /// - Throws: ``GitError`` if the blob can't be written.
    public func writeBlob(_ bytes: [UInt8]) throws(GitError) -> ObjectID {
        try with { repository throws(GitError) in
            var id = git_oid()
            try check("git_blob_create_from_buffer") {
                bytes.withUnsafeBytes {
                    git_blob_create_from_buffer(&id, repository, $0.baseAddress, $0.count)
                }
            }
            return ObjectID(id)
        }
    }

    /// Writes the tree that results from some changes to `base`, and returns its id. The cost depends on the
    /// number of entries in the folders on the changed paths.
    ///
    /// - Parameters:
    ///   - base: `nil` for an empty tree.
    ///   - changes: each path at most once; the removal of a path that does not exist is ignored.
    /// - Throws: ``GitError`` if a tree can't be read or written.
    public func writeTree(from base: ObjectID?, applying changes: [TreeChange]) throws(GitError) -> ObjectID {
        var wanted: [TreeChange] = []
        for change in changes {
            if change.content == nil {
                guard let base, try entry(change.path, in: base) != nil else { continue }
            }
            wanted.append(change)
        }
        if wanted.isEmpty, let base { return base }
        return try with { repository throws(GitError) in
            if wanted.isEmpty { return try Repository.emptyTree(repository) }
            let names = wanted.map { strdup($0.path) }
            defer { names.forEach { free($0) } }
            let updates = zip(wanted, names).map { change, name in
                git_tree_update(
                    action: change.content == nil ? GIT_TREE_UPDATE_REMOVE : GIT_TREE_UPDATE_UPSERT,
                    id: (change.content?.id ?? .zero).raw,
                    filemode: git_filemode_t(rawValue: (change.content?.mode ?? .file).rawValue), path: name)
            }
            let start: ObjectID = if let base { base } else { try Repository.emptyTree(repository) }
            let tree = try Handle.tree(start, in: repository)
            var id = git_oid()
            try check("git_tree_create_updated") {
                git_tree_create_updated(&id, repository, tree.pointer, updates.count, updates)
            }
            return ObjectID(id)
        }
    }

    private static func emptyTree(_ repository: OpaquePointer) throws(GitError) -> ObjectID {
        let builder = try Handle("git_treebuilder_new", free: git_treebuilder_free) {
            git_treebuilder_new($0, repository, nil)
        }
        var id = git_oid()
        try check("git_treebuilder_write") { git_treebuilder_write(&id, builder.pointer) }
        return ObjectID(id)
    }

    /// Writes a commit, which no reference names yet, and returns its id.
    ///
    /// - Throws: ``GitError`` if the commit can't be written.
    public func writeCommit(
        tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature, message: String
    ) throws(GitError) -> ObjectID {
        try with { repository throws(GitError) in
            let tree = try Handle.tree(tree, in: repository)
            let author = try Handle.signature(author)
            let committer = try Handle.signature(committer)
            var id = git_oid()
            var pointers: [OpaquePointer?] = []
            defer { pointers.forEach { git_commit_free($0) } }
            for parent in parents {
                var raw = parent.raw
                var found: OpaquePointer?
                try check("git_commit_lookup") { git_commit_lookup(&found, repository, &raw) }
                pointers.append(found)
            }
            try check("git_commit_create") {
                git_commit_create(
                    &id, repository, nil, author.signature, committer.signature, nil, message,
                    tree.pointer, pointers.count, &pointers)
            }
            return ObjectID(id)
        }
    }
}

extension Handle {
    /// Returns a signature for one call.
    static func signature(_ signature: Signature) throws(GitError) -> SignatureHandle {
        var made: UnsafeMutablePointer<git_signature>?
        try check("git_signature_new") {
            git_signature_new(
                &made, signature.name, signature.email, signature.seconds, CInt(signature.offsetMinutes))
        }
        guard let made else { throw GitError(call: "git_signature_new", message: "returned nothing") }
        return SignatureHandle(signature: made)
    }
}

/// A signature in libgit2's form.
struct SignatureHandle: ~Copyable {
    let signature: UnsafeMutablePointer<git_signature>

    deinit { git_signature_free(signature) }
}

extension Repository {
    /// Returns the id of a blob with these bytes. The blob need not exist, and is not written.
    ///
    /// - Throws: ``GitError`` if libgit2 can't compute the id.
    public func blobID(of bytes: [UInt8]) throws(GitError) -> ObjectID {
        var id = git_oid()
        try check("git_odb_hash") {
            bytes.withUnsafeBytes { git_odb_hash(&id, $0.baseAddress, $0.count, GIT_OBJECT_BLOB) }
        }
        return ObjectID(id)
    }
}

extension ObjectID {
    /// Computes the id of a blob with these bytes, to check if a file still has the content of a commit. The
    /// computation does not detect SHA-1 collisions, so nothing may be stored under this id; for that use
    /// ``Repository/blobID(of:)``.
    public init(blob bytes: [UInt8]) {
        var object = Array("blob \(bytes.count)\0".utf8)
        object.reserveCapacity(object.count + bytes.count)
        object += bytes
        var digest = [UInt8](repeating: 0, count: ObjectID.byteCount)
        clinux_sha1(object, object.count, &digest)
        self = ObjectID(bytes: digest) ?? .zero
    }
}
