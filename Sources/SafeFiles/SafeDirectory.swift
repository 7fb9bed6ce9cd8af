internal import CLinux
internal import Glibc
public import SystemPackage

/// The root of a store, held open: the only code that opens files of a store.
///
/// Every path is relative to the root and resolved beneath it. **No symbolic link below the root is ever
/// followed**, even if one is swapped in during the call, and only regular files are ever read. The path of
/// the root itself may contain links, because a person chose it. One value may be used from many threads.
public final class SafeDirectory: Sendable {
    /// The root, opened with `O_PATH`.
    let root: CInt
    /// The method to resolve paths on this system.
    public let resolver: Resolver
    /// The names of files that do not have their final names yet.
    public let temporaries: TemporaryNames
    /// The entries that listings have skipped so far.
    public let overlooked: Overlooked
    /// Failures of the machine that reading met so far.
    public let failures: MachineFailures

    /// Opens the directory at `path`, which is relative to the working directory unless absolute.
    ///
    /// - Parameters:
    ///   - path: the root.
    ///   - temporaries: the names of new files until they get their final names.
    ///   - resolver: the one of another directory of the same file system; `nil` takes the best one of the
    ///     kernel.
    /// - Throws: `notFound`, `notDirectory`, `permissionDenied` or `system`.
    public init(
        opening path: FilePath, temporaries: TemporaryNames, resolver: Resolver? = nil,
        failures: MachineFailures? = nil
    ) throws(FileError) {
        let flags = clinux_o_path | O_DIRECTORY | O_CLOEXEC
        let fd = path.withPlatformString { clinux_openat(AT_FDCWD, $0, flags, 0) }
        guard fd >= 0 else { throw FileError(call: "open", path: path.string, code: -fd) }
        root = fd
        self.temporaries = temporaries
        self.failures = failures ?? MachineFailures()
        overlooked = Overlooked(failures: self.failures)
        self.resolver = resolver ?? Resolver.best(for: fd)
    }

    deinit { _ = Glibc.close(root) }

    /// Returns the bytes of a file.
    ///
    /// - Parameters:
    ///   - relative: the path below the root.
    ///   - limit: the largest number of bytes to read; a larger file is an error and none of it is read.
    /// - Throws: ``FileError``, for example `notFound` or `tooLarge`.
    public func read(_ relative: String, limit: Int) throws(FileError) -> [UInt8] {
        try readWithStamp(relative, limit: limit).bytes
    }

    /// Returns the bytes of a file and its stamp, taken just **before** reading: if the file changes in the
    /// meantime, the stamp is the older one and a cache will read it again.
    ///
    /// - Throws: as ``read(_:limit:)``.
    public func readWithStamp(
        _ relative: String, limit: Int
    ) throws(FileError) -> (bytes: [UInt8], stamp: DiskStamp) {
        let path = try RelativePath(relative)
        let file = try openFile(path)
        do throws(FileError) {
            let status = try file.status(path: relative)
            let bytes = try file.readAll(size: Int(status.st_size), limit: limit, path: relative)
            return (bytes, DiskStamp(status))
        } catch {
            failures.note(error)
            throw error
        }
    }

    /// Returns the stamp of a file; `nil` if nothing has this name. Opens the file without reading it.
    ///
    /// - Throws: as `read`; a directory or special file is an error.
    public func stamp(_ relative: String) throws(FileError) -> DiskStamp? {
        let path = try RelativePath(relative)
        do {
            let file = try open(path, flags: clinux_o_path)
            let status = try file.status(path: relative)
            try SafeDirectory.requireFile(status, path: relative)
            return DiskStamp(status)
        } catch .notFound {
            return nil
        }
    }

    /// Returns the type of the entry at a path; `nil` if nothing has this name. A symbolic link at its end is
    /// reported as one; a link before that is an error.
    ///
    /// - Throws: ``FileError``, for example `symbolicLink` or `permissionDenied`.
    public func entryType(_ relative: String) throws(FileError) -> EntryType? {
        let path = try RelativePath(relative)
        if path.isRoot { return .directory }
        do {
            let parent = try openDirectory(path.parent)
            let status = try noting { () throws(FileError) in
                try SafeDirectory.status(of: path.name, in: parent, path: relative)
            }
            return status.map { EntryType(mode: $0.st_mode) }
        } catch .notFound {
            return nil
        }
    }

    /// Opens a regular file for reading. Never waits: a pipe is opened without waiting and refused.
    func openFile(_ path: RelativePath) throws(FileError) -> Descriptor {
        if path.isRoot { throw .isDirectory(path: ".") }
        let file: Descriptor
        do {
            file = try open(path, flags: O_RDONLY | O_NONBLOCK | O_NOCTTY)
        } catch .system("open", _, .noSuchAddressOrDevice) {
            // A socket, or a device without a driver, can't be opened at all.
            throw .notRegularFile(path: path.text, type: try entryType(path.text) ?? .other)
        }
        try SafeDirectory.requireFile(try file.status(path: path.text), path: path.text)
        return file
    }

    /// Opens a directory, for listing it and for calls that take a directory and a name.
    func openDirectory(_ path: RelativePath) throws(FileError) -> Descriptor {
        try open(path, flags: O_RDONLY | O_DIRECTORY)
    }

    /// Resolves `path` beneath the root and opens it.
    private func open(_ path: RelativePath, flags: CInt) throws(FileError) -> Descriptor {
        let fd = resolver.open(path, in: root, flags: flags | O_CLOEXEC)
        guard fd >= 0 else {
            let error = FileError(call: "open", path: path.isRoot ? "." : path.text, code: -fd)
            failures.note(error)
            throw error
        }
        return Descriptor(owning: fd)
    }

    /// Returns the result of `fstatat(2)` for one name in an open directory, without following a link; `nil`
    /// if nothing has this name.
    static func status(
        of name: String, in directory: borrowing Descriptor, path: String
    ) throws(FileError) -> stat? {
        var status = stat()
        guard fstatat(directory.raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            let code = errno
            if code == ENOENT { return nil }
            throw FileError(call: "fstatat", path: path, code: code)
        }
        return status
    }

    private static func requireFile(_ status: stat, path: String) throws(FileError) {
        switch EntryType(mode: status.st_mode) {
        case .file: return
        case .directory: throw .isDirectory(path: path)
        case .symbolicLink: throw .symbolicLink(path: path)
        case let type: throw .notRegularFile(path: path, type: type)
        }
    }
}

extension SafeDirectory {
    /// Returns the root's present path without links.
    ///
    /// - Throws: `system` if `/proc` can't be read.
    public func realPath() throws(FileError) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/self/fd/\(root)", &buffer, buffer.count - 1)
        guard count > 0 else { throw FileError(call: "readlink", path: ".", code: errno) }
        return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Returns an existing path, absolute and without links; `nil` if there is none.
    public static func realPath(of path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(validatingCString: found)
    }
}
