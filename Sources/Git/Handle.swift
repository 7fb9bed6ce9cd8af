internal import CLibGit2

/// An object of libgit2 that must be freed: a tree, a commit, a walk. It lives in one function and must not
/// leave this target.
struct Handle: ~Copyable {
    let pointer: OpaquePointer
    private let free: (OpaquePointer?) -> Void

    /// Creates a handle with a call that returns the object in its first parameter.
    init(
        _ call: StaticString, free: @escaping (OpaquePointer?) -> Void,
        making make: (UnsafeMutablePointer<OpaquePointer?>) -> CInt
    ) throws(GitError) {
        var made: OpaquePointer?
        try check(call) { make(&made) }
        guard let made else { throw GitError(call: call.description, message: "gave nothing") }
        pointer = made
        self.free = free
    }

    deinit { free(pointer) }
}

extension Handle {
    static func tree(_ id: ObjectID, in repository: OpaquePointer) throws(GitError) -> Handle {
        var raw = id.raw
        return try Handle("git_tree_lookup", free: git_tree_free) { git_tree_lookup($0, repository, &raw) }
    }

    static func commit(_ id: ObjectID, in repository: OpaquePointer) throws(GitError) -> Handle {
        var raw = id.raw
        return try Handle("git_commit_lookup", free: git_commit_free) {
            git_commit_lookup($0, repository, &raw)
        }
    }
}
