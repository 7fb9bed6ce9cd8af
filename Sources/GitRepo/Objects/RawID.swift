internal import CLibGit2

extension ObjectID {
    /// From libgit2's form.
    init(_ id: git_oid) {
        self = withUnsafeBytes(of: id) { ObjectID(bytes: $0) } ?? .zero
    }

    /// As libgit2 has it.
    var raw: git_oid {
        var id = git_oid()
        withUnsafeMutableBytes(of: &id) { $0.copyBytes(from: bytes) }
        return id
    }
}
