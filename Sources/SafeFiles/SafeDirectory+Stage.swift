internal import CLinux
internal import Glibc

/// A file's state during a change, as Git's index stores it.
public struct FileStatus: Sendable {
    public let device, inode, mode, user, group: UInt64
    /// The size in bytes.
    public let size: Int64
    public let modified, changed: (seconds: Int64, nanoseconds: Int64)

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        mode = UInt64(status.st_mode)
        user = UInt64(status.st_uid)
        group = UInt64(status.st_gid)
        size = Int64(status.st_size)
        modified = (Int64(status.st_mtim.tv_sec), Int64(status.st_mtim.tv_nsec))
        changed = (Int64(status.st_ctim.tv_sec), Int64(status.st_ctim.tv_nsec))
    }
}

// Single steps of a change that the caller can take back.
extension SafeDirectory {
    /// Removes a file with any content; a missing one is not an error.
    ///
    /// - Throws: ``FileError`` if the disk fails.
    public func discard(_ relative: String) throws(FileError) {
        let path = try RelativePath(relative)
        let directory: Descriptor
        do throws(FileError) {
            directory = try openDirectory(path.parent)
        } catch .notFound {
            return
        }
        guard unlinkat(directory.raw, path.name, 0) == 0 || errno == ENOENT else {
            throw FileError(call: "unlink", path: relative, code: errno)
        }
    }

    /// Renames a file over another in the same directory tree.
    ///
    /// - Throws: ``FileError`` if it is missing or the disk fails.
    public func rename(_ relative: String, over target: String) throws(FileError) {
        let (from, to) = (try RelativePath(relative), try RelativePath(target))
        let source = try openDirectory(from.parent)
        let directory = try openDirectory(to.parent)
        guard renameat(source.raw, from.name, directory.raw, to.name) == 0 else {
            throw FileError(call: "rename", path: relative, code: errno)
        }
    }

    /// Renames a file or folder to a name that must be free.
    ///
    /// - Throws: `exists` if the name is taken, or another ``FileError``.
    public func rename(_ relative: String, asNew target: String) throws(FileError) {
        let (from, to) = (try RelativePath(relative), try RelativePath(target))
        let source = try openDirectory(from.parent)
        let directory = try openDirectory(to.parent)
        let code = -clinux_rename_new(source.raw, from.name, directory.raw, to.name)
        guard code == 0 else { throw FileError(call: "rename", path: target, code: code) }
    }

    /// Removes a folder with its contents, or a file; a missing one is not an error.
    ///
    /// - Throws: `invalidPath` for a name that is not UTF-8, or another ``FileError``.
    public func removeTree(_ relative: String) throws(FileError) {
        guard let type = try entryType(relative) else { return }
        guard type == .directory else { return try discard(relative) }
        for entry in try entries(in: relative) {
            guard let name = entry.name else { throw .invalidPath(path: entry.displayName) }
            try removeTree(relative + "/" + name)
        }
        try removeDirectory(relative)
    }

    /// Gives a file a second name, which must be free.
    ///
    /// - Parameter other: the directory that `target` is relative to; `nil` for this one.
    /// - Throws: `exists` if the name is taken, or another ``FileError``.
    public func link(
        _ relative: String, in other: SafeDirectory? = nil, as target: String
    ) throws(FileError) {
        let (from, to) = (try RelativePath(relative), try RelativePath(target))
        let source = try openDirectory(from.parent)
        let directory = try (other ?? self).openDirectory(to.parent)
        guard linkat(source.raw, from.name, directory.raw, to.name, 0) == 0 else {
            throw FileError(call: "link", path: target, code: errno)
        }
    }

    /// Appends to a file, which is made if it is missing, in one step.
    ///
    /// - Throws: ``FileError`` if the disk fails.
    public func append(to relative: String, bytes: [UInt8]) throws(FileError) {
        let path = try RelativePath(relative)
        try makeDirectory(path.parent.isRoot ? "." : path.parent.text)
        let directory = try openDirectory(path.parent)
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        let fd = clinux_openat(directory.raw, path.name, flags, 0o666)
        guard fd >= 0 else { throw FileError(call: "open", path: relative, code: -fd) }
        let file = Descriptor(owning: fd)
        try file.writeAll(bytes, path: relative)
    }

    /// Waits until the names in a directory are on the disk.
    ///
    /// - Throws: ``FileError`` if the disk does not confirm it.
    public func syncDirectory(_ relative: String) throws(FileError) {
        let directory = try openDirectory(try RelativePath(relative.isEmpty ? "." : relative))
        guard fsync(directory.raw) == 0 else { throw FileError(call: "fsync", path: relative, code: errno) }
    }

    /// Returns true if two names are one regular file.
    ///
    /// - Parameter other: the directory that `source` is relative to; `nil` for this one.
    /// - Throws: ``FileError`` if the disk fails.
    public func isLink(
        _ relative: String, to source: String, in other: SafeDirectory? = nil
    ) throws(FileError) -> Bool {
        guard let one = try plainStamp(relative), let two = try (other ?? self).plainStamp(source) else {
            return false
        }
        return one.inode == two.inode && one.device == two.device
    }

    private func plainStamp(_ relative: String) throws(FileError) -> DiskStamp? {
        do throws(FileError) { return try stamp(relative) } catch {
            switch error {
            case .system, .permissionDenied: throw error
            default: return nil
            }
        }
    }

    /// Returns the state of a regular file; `nil` if nothing has this name.
    ///
    /// - Throws: ``FileError`` if it is not a regular file or can't be opened.
    public func fileStatus(_ relative: String) throws(FileError) -> FileStatus? {
        let path = try RelativePath(relative)
        do throws(FileError) {
            return FileStatus(try openFile(path).status(path: relative))
        } catch .notFound {
            return nil
        }
    }

    /// Returns the number of the device that contains the root.
    ///
    /// - Throws: ``FileError`` if the root can't be opened.
    public func device() throws(FileError) -> UInt64 {
        let directory = try openDirectory(.root)
        return UInt64(try directory.status(path: ".").st_dev)
    }
}
