internal import CLibGit2

/// Something of libgit2's that must be freed: a tree, a commit, a walk. Lives in one function and never
/// leaves this room.
struct Handle: ~Copyable {
    let pointer: OpaquePointer
    private let free: (OpaquePointer?) -> Void

    /// Makes one by a call that gives it through its first parameter.
    init(
        _ call: StaticString, free: @escaping (OpaquePointer?) -> Void,
        _ make: (UnsafeMutablePointer<OpaquePointer?>) -> CInt
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
