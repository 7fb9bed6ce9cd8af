internal import CLinux
internal import Glibc

extension SafeDirectory {
    /// Appends `bytes` to a file by **one** `write(2)` with `O_APPEND`, without a lock and without waiting
    /// for the disk. The kernel serializes the writes of several processes, so each stays complete. The file
    /// and its missing folders are made, accessible by their owner alone.
    ///
    /// Never waits: a pipe is refused. A file with a second name is refused too, because that may be any
    /// file.
    ///
    /// - Throws: ``FileError``, also if only a part could be written, which then stays.
    public func appendOnce(to relative: String, bytes: [UInt8]) throws(FileError) {
        let path = try RelativePath(relative)
        let flags = O_WRONLY | O_APPEND | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        var fd = resolver.open(path, in: root, flags: flags)
        if fd == -ENOENT {
            try makePath(path.parent, permissions: 0o700)
            let directory = try openDirectory(path.parent)
            fd = clinux_openat(directory.raw, path.name, flags | O_CREAT | O_NOFOLLOW, 0o600)
        }
        guard fd >= 0 else { throw FileError(call: "open", path: relative, code: -fd) }
        let file = Descriptor(owning: fd)
        let status = try file.status(path: relative)
        guard EntryType(mode: status.st_mode) == .file, status.st_nlink == 1 else {
            throw .notRegularFile(path: relative, type: EntryType(mode: status.st_mode))
        }
        var put = -1
        repeat {
            put = bytes.withUnsafeBytes { Glibc.write(fd, $0.baseAddress, $0.count) }
        } while put < 0 && errno == EINTR
        guard put == bytes.count else {
            throw FileError(call: "write", path: relative, code: put < 0 ? errno : ENOSPC)
        }
    }

    /// Makes the missing directories of a path.
    private func makePath(_ path: RelativePath, permissions: mode_t) throws(FileError) {
        do {
            _ = try openDirectory(path)
        } catch .notFound where !path.isRoot {
            try makePath(path.parent, permissions: permissions)
            let parent = try openDirectory(path.parent)
            guard mkdirat(parent.raw, path.name, permissions) == 0 || errno == EEXIST else {
                throw FileError(call: "mkdir", path: path.text, code: errno)
            }
        }
    }

    /// Returns the bytes of a file from an offset on, and the file's stamp before reading.
    ///
    /// - Parameters:
    ///   - start: the offset in bytes; past the end it returns none.
    ///   - limit: the largest number of bytes to read; further ones are left.
    /// - Throws: ``FileError``, for example `notFound`.
    public func read(
        _ relative: String, from start: Int, limit: Int
    ) throws(FileError) -> (bytes: [UInt8], stamp: DiskStamp) {
        let path = try RelativePath(relative)
        let file = try openFile(path)
        let status = try file.status(path: relative)
        let count = max(0, min(Int(status.st_size) - start, limit))
        var failure: CInt = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
            while done < count {
                let rest = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[done...])
                let got = pread(file.raw, rest.baseAddress, rest.count, off_t(start + done))
                if got > 0 {
                    done += got
                } else if got == 0 {
                    return
                } else if errno != EINTR {
                    failure = errno
                    return
                }
            }
        }
        guard failure == 0 else {
            let error = FileError(call: "read", path: relative, code: failure)
            failures.note(error)
            throw error
        }
        return (bytes, DiskStamp(status))
    }
}

extension SafeDirectory {
    /// Puts a file at a path in one step, in place of any other; makes its missing folders. Not synced: for
    /// files that can be made again.
    ///
    /// - Throws: ``FileError`` if the disk fails.
    public func putOver(_ relative: String, bytes: [UInt8]) throws(FileError) {
        let path = try RelativePath(relative)
        try makePath(path.parent, permissions: 0o700)
        let file = try TemporaryFile.create(
            in: try openDirectory(path.parent), bytes: bytes, permissions: 0o600, durability: .none,
            path: relative, name: temporaries.new())
        guard renameat(file.directory.raw, file.name, file.directory.raw, path.name) == 0 else {
            throw FileError(call: "rename", path: relative, code: errno)
        }
    }
}
