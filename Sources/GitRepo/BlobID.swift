internal import CSyscalls

extension ObjectID {
    /// The id that Git gives to a blob with these bytes, to be compared with one that is known: whether a file still holds
    /// what a commit has. Computed without a look for chosen collisions, so nothing is stored under it; see
    /// ``Repository/blobID(of:)`` for that.
    public init(blob bytes: [UInt8]) {
        var object = Array("blob \(bytes.count)\0".utf8)
        object.reserveCapacity(object.count + bytes.count)
        object += bytes
        var digest = [UInt8](repeating: 0, count: ObjectID.byteCount)
        csys_sha1(object, object.count, &digest)
        self = ObjectID(bytes: digest) ?? .zero
    }
}
