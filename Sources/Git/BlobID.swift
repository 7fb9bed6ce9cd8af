internal import CLinux

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
