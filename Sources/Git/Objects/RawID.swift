internal import CLibGit2

extension ObjectID {
    /// Converts libgit2's form.
    init(_ id: git_oid) {
        self = withUnsafeBytes(of: id) { bytes in bytes.baseAddress.map { ObjectID(reading: $0) } } ?? .zero
    }

    /// The id in libgit2's form.
    var raw: git_oid {
        var id = git_oid()
        withUnsafeMutableBytes(of: &id) { bytes in
            if let address = bytes.baseAddress { write(to: address) }
        }
        return id
    }
}
