internal import CLinux
internal import Glibc

extension PrivateDirectory {
    /// Writes a file with mode 0600; it is complete at every moment and on the disk on return. Missing
    /// folders are made with mode 0700.
    ///
    /// - Parameter before: the bytes that were read; `nil` if the path must be free.
    /// - Throws: `file(.exists)` or `file(.changedOnDisk)` if another file is there. The disk is then as it
    ///   was.
    public func write(_ relative: String, bytes: [UInt8], before: [UInt8]?) throws(Refusal) {
        let path = try Refusal.folding { () throws(FileError) in try RelativePath(relative) }
        let folder = try makeFolder(path.parent)
        do throws(FileError) {
            var file = try TemporaryFile.create(
                in: folder, bytes: bytes, permissions: 0o600, durability: .synced, path: shown(relative),
                name: directory.temporaries.new())
            if let before {
                try file.install(over: path.name, holding: before)
            } else {
                try file.install(asNew: path.name)
            }
        } catch {
            throw .file(error)
        }
        try sync(path.parent)
    }

    /// Removes a file that has exactly these bytes.
    ///
    /// - Throws: `file(.changedOnDisk)` if it has others, or as ``read(_:limit:)``.
    public func remove(_ relative: String, expecting bytes: [UInt8]) throws(Refusal) {
        try Refusal.folding { () throws(FileError) in try directory.remove(relative, expecting: bytes) }
    }

    private func makeFolder(_ path: RelativePath) throws(Refusal) -> Descriptor {
        do throws(Refusal) {
            return try folder(path)
        } catch {
            guard case .file(.notFound) = error, !path.isRoot else { throw error }
        }
        let parent = try makeFolder(path.parent)
        if mkdirat(parent.raw, path.name, 0o700) != 0, errno != EEXIST {
            throw .file(FileError(call: "mkdir", path: shown(path.text), code: errno))
        }
        return try folder(path)
    }

    /// Waits until the name is on the disk too.
    private func sync(_ path: RelativePath) throws(Refusal) {
        let folder = try folder(path)
        if fsync(folder.raw) != 0, errno != EINVAL {
            throw .file(FileError(call: "fsync", path: shown(path.text), code: errno))
        }
    }
}
