internal import CLinux
internal import Glibc
public import SystemPackage

/// The root of a store, held open: the one place that opens files of a store.
///
/// Every path is relative to the root and resolved beneath it. **No symbolic link below
/// the root is ever followed**, also when one is swapped in during the call, and nothing
/// but a regular file is ever read. The root itself may be reached through links: that is
/// the choice of the one who named it. One value may be used from many threads.
public final class SafeDirectory: Sendable {
    /// The root, opened with `O_PATH`.
    let root: CInt
    /// How paths are resolved on this system.
    public let resolver: Resolver
    /// How files are called that have not taken their place yet.
    public let temporaries: TemporaryNames
    /// What listings passed over so far.
    public let overlooked: Overlooked
    /// Failures of the machine that reading met so far.
    public let failures: MachineFailures

    /// Opens the directory at `path`, which is taken from the working directory if relative.
    ///
    /// - Parameters:
    ///   - path: the root.
    ///   - temporaries: how new files are called until they take their place.
    ///   - resolver: that of another directory of the same file system; `nil` takes the best one that the kernel has.
    ///   - failures: those of another root whose changes depend on what is read here too; `nil` for new ones.
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

    /// The bytes of a file.
    ///
    /// - Parameters:
    ///   - relative: the path below the root.
    ///   - limit: the most bytes to read; a larger file is an error and none of it is read.
    /// - Throws: `notFound`, `isDirectory`, `notRegularFile`, `symbolicLink`, `tooLarge`, `permissionDenied`, `escapes`, `invalidPath`, `system`.
    public func read(_ relative: String, limit: Int) throws(FileError) -> [UInt8] {
        try readWithStamp(relative, limit: limit).bytes
    }

    /// The bytes of a file and its stamp, taken just **before** reading: where the file
    /// changes meanwhile, the stamp is the older one and a cache will read it again.
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

    /// The stamp of a file, or nil where nothing has this name. Opens without reading.
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

    /// What stands at a path, or nil where nothing has this name. A symbolic link at its
    /// end is reported as one; a link on the way is an error.
    ///
    /// - Throws: `symbolicLink` for a link on the way, `permissionDenied`, `system`.
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

    /// Opens a regular file for reading. Never hangs: a pipe is opened without waiting and refused.
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

    /// `fstatat(2)` of one name in an open directory, without following a link; nil where
    /// nothing has this name.
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
