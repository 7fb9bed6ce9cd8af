internal import CLinux
internal import Glibc
public import SystemPackage

extension SafeDirectory {
    /// Removes a file that has exactly these bytes.
    ///
    /// It is first renamed aside and compared again there, so that a concurrent change is found and put back.
    ///
    /// - Throws: `changedOnDisk` if it has other bytes or is missing.
    public func remove(_ relative: String, expecting bytes: [UInt8]) throws(FileError) {
        let path = try RelativePath(relative)
        if path.isRoot { throw .isDirectory(path: ".") }
        let directory = try openDirectory(path.parent)
        guard try SafeDirectory.file(path.name, in: directory, holds: bytes) else {
            throw .changedOnDisk(path: relative)
        }
        let aside = temporaries.new()
        guard renameat(directory.raw, path.name, directory.raw, aside) == 0 else {
            throw FileError(call: "rename", path: relative, code: errno)
        }
        do throws(FileError) {
            guard try SafeDirectory.file(aside, in: directory, holds: bytes) else {
                throw .changedOnDisk(path: relative)
            }
        } catch {
            // If a newer file has the name now, that one stays, and so does this one.
            _ = clinux_rename_new(directory.raw, aside, directory.raw, path.name)
            throw error
        }
        guard unlinkat(directory.raw, aside, 0) == 0 else {
            throw FileError(call: "unlink", path: relative, code: errno)
        }
    }

    /// Makes a directory, and its missing parents. An existing one is not an error.
    ///
    /// - Throws: ``FileError`` if a directory can't be made.
    public func makeDirectory(_ relative: String) throws(FileError) {
        _ = try makeDirectories(try RelativePath(relative))
    }

    /// Makes the missing directories of a path; returns those that it made, outermost first.
    func makeDirectories(_ path: RelativePath) throws(FileError) -> [RelativePath] {
        do {
            _ = try openDirectory(path)
            return []
        } catch .notFound where !path.isRoot {
            var made = try makeDirectories(path.parent)
            let parent = try openDirectory(path.parent)
            if mkdirat(parent.raw, path.name, 0o777) == 0 {
                made.append(path)
            } else if errno != EEXIST {
                throw FileError(call: "mkdir", path: path.text, code: errno)
            }
            // The present entry may be somebody else's link.
            _ = try openDirectory(path)
            return made
        }
    }

    /// Removes an empty directory.
    ///
    /// - Throws: ``FileError`` if it is not empty, is missing, or is the root.
    public func removeDirectory(_ relative: String) throws(FileError) {
        let path = try RelativePath(relative)
        if path.isRoot { throw .invalidPath(path: relative) }
        let parent = try openDirectory(path.parent)
        guard unlinkat(parent.raw, path.name, AT_REMOVEDIR) == 0 else {
            throw FileError(call: "rmdir", path: relative, code: errno)
        }
    }

    /// Waits until everything written to the root's file system is on the disk (`syncfs(2)`).
    ///
    /// - Throws: ``FileError`` if the disk does not confirm it.
    public func sync() throws(FileError) {
        let directory = try openDirectory(.root)
        let code = -clinux_syncfs(directory.raw)
        guard code == 0 else { throw FileError(call: "syncfs", path: ".", code: code) }
    }

    /// Returns true if a name in an open directory is a regular file with exactly these bytes.
    ///
    /// - Throws: ``FileError`` if the machine fails. That error is not a change of the file.
    static func file(
        _ name: String, in directory: borrowing Descriptor, holds bytes: [UInt8]
    ) throws(FileError) -> Bool {
        let flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        let fd = clinux_openat(directory.raw, name, flags, 0)
        guard fd >= 0 else {
            let error = FileError(call: "open", path: name, code: -fd)
            if error.isOfTheMachine { throw error }
            return false
        }
        let file = Descriptor(owning: fd)
        let status = try file.status(path: name)
        guard EntryType(mode: status.st_mode) == .file, status.st_size == bytes.count else { return false }
        let found: [UInt8]
        do throws(FileError) {
            found = try file.readAll(size: bytes.count, limit: bytes.count, path: name)
        } catch .tooLarge {
            return false
        }
        return found == bytes
    }
}

extension SafeDirectory {
    /// Makes a directory and its missing parents, as `mkdir -p` does. For the root of a new store, which a
    /// person names; links in the path are followed.
    ///
    /// - Throws: ``FileError`` if a directory can't be made.
    public static func makePath(_ path: FilePath, permissions: UInt32 = 0o777) throws(FileError) {
        if path.isEmpty { return }
        if path.withPlatformString({ mkdir($0, permissions) }) == 0 { return }
        switch errno {
        case EEXIST: return
        case ENOENT:
            let parent = path.removingLastComponent()
            guard parent != path, !parent.isEmpty else { throw .notFound(path: path.string) }
            try makePath(parent, permissions: permissions)
            if path.withPlatformString({ mkdir($0, permissions) }) != 0, errno != EEXIST {
                throw FileError(call: "mkdir", path: path.string, code: errno)
            }
        case let code: throw FileError(call: "mkdir", path: path.string, code: code)
        }
    }
}
