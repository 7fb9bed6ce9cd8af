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

/// A method to resolve a path beneath a directory without following symbolic links.
public enum Resolver: Sendable {
    /// `openat2(2)`: the kernel does it in one call (Linux 5.6 and later).
    case kernel
    /// One `openat(2)` with `O_NOFOLLOW` per part: for older kernels, and for containers whose filter refuses
    /// `openat2`.
    case walk

    /// The number of times that a call is repeated if a signal or a concurrent rename disturbed it.
    private static let attempts = 32

    /// Returns `kernel` if `directory` itself can be opened with it.
    static func best(for directory: CInt) -> Resolver {
        let flags = clinux_o_path | O_DIRECTORY | O_CLOEXEC
        let fd = clinux_open_beneath(directory, ".", flags)
        guard fd >= 0 else { return .walk }
        _ = Glibc.close(fd)
        return .kernel
    }

    /// Opens `path` beneath `directory`: a descriptor, or minus the error number
    /// (`-ELOOP` for a symbolic link anywhere on the path).
    ///
    /// `flags` must not create; `O_NOFOLLOW` is implied.
    func open(_ path: RelativePath, in directory: CInt, flags: CInt) -> CInt {
        if path.isRoot { return clinux_openat(directory, ".", flags, 0) }
        return switch self {
        case .kernel: Resolver.openInKernel(path.text, in: directory, flags: flags)
        case .walk: Resolver.openByWalking(path, in: directory, flags: flags)
        }
    }

    private static func openInKernel(_ path: String, in directory: CInt, flags: CInt) -> CInt {
        var result: CInt = 0
        // No O_NOFOLLOW: RESOLVE_NO_SYMLINKS is the stronger rule, and with both the kernel would return an
        // O_PATH descriptor of a link at the path's end.
        for _ in 0..<attempts {
            result = clinux_open_beneath(directory, path, flags)
            guard result == -EINTR || result == -EAGAIN else { return result }
        }
        return result
    }

    private static func openByWalking(_ path: RelativePath, in directory: CInt, flags: CInt) -> CInt {
        let parts = path.parts
        var held = directory
        defer { if held != directory { _ = Glibc.close(held) } }
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            let name = String(part)
            let fd = openPart(name, in: held, flags: isLast ? flags : clinux_o_path | O_DIRECTORY | O_CLOEXEC)
            if isLast || fd < 0 { return fd }
            if held != directory { _ = Glibc.close(held) }
            held = fd
        }
        return -EINVAL
    }

    private static func openPart(_ name: String, in directory: CInt, flags: CInt) -> CInt {
        var result: CInt = 0
        for _ in 0..<attempts {
            result = clinux_openat(directory, name, flags | O_NOFOLLOW, 0)
            guard result == -EINTR else { break }
        }
        if result >= 0, flags & clinux_o_path != 0, flags & O_DIRECTORY == 0, isLink(result) {
            // O_PATH with O_NOFOLLOW opens the link itself.
            _ = Glibc.close(result)
            return -ELOOP
        }
        if result == -ENOTDIR, isLink(name, in: directory) { return -ELOOP }
        return result
    }

    private static func isLink(_ descriptor: CInt) -> Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && EntryType(mode: status.st_mode) == .symbolicLink
    }

    private static func isLink(_ name: String, in directory: CInt) -> Bool {
        var status = stat()
        return fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) == 0
            && EntryType(mode: status.st_mode) == .symbolicLink
    }
}

/// A checked path below the root of a store: parts between single `/`, none empty, `.` or `..`, no NUL byte.
/// The path need not exist.
public struct RelativePath: Sendable, Hashable {
    /// The path as text. Empty only for the root itself.
    let text: String

    /// The root of the store.
    public static let root = RelativePath(unchecked: "")

    private init(unchecked text: String) {
        self.text = text
    }

    /// Checks `text`. An empty text or `.` is the root.
    ///
    /// - Throws: `escapes` for an absolute path or a `..` part, `invalidPath` for the rest.
    public init(_ text: String) throws(FileError) {
        if text.isEmpty || text == "." {
            self = .root
            return
        }
        var length = 0
        var dots = 0
        var isFirst = true
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "/"):
                if isFirst { throw .escapes(path: text) }
                try RelativePath.checkPart(length: length, dots: dots, of: text)
                length = 0
                dots = 0
            case 0:
                throw .invalidPath(path: text)
            default:
                length += 1
                if byte == UInt8(ascii: ".") { dots += 1 }
            }
            isFirst = false
        }
        try RelativePath.checkPart(length: length, dots: dots, of: text)
        self.init(unchecked: text)
    }

    private static func checkPart(length: Int, dots: Int, of text: String) throws(FileError) {
        if length == 2, dots == 2 { throw .escapes(path: text) }
        if length == 0 || (length == 1 && dots == 1) { throw .invalidPath(path: text) }
    }

    /// True if this is the root of the store.
    public var isRoot: Bool { text.isEmpty }

    /// The parts of the path, outermost first; none for the root.
    public var parts: [Substring] { text.utf8.split(separator: UInt8(ascii: "/")).map(Substring.init) }

    /// Everything before the last `/`; the root for a path of one part.
    var parent: RelativePath {
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return .root }
        return RelativePath(unchecked: String(text[..<slash]))
    }

    /// Everything after the last `/`.
    var name: String {
        guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return text }
        return String(text[text.utf8.index(after: slash)...])
    }
}

/// The order of bytes of `memcmp(3)`, by which paths are sorted.
public enum ByteOrder {
    /// Returns a number below 0 if `left` comes first, 0 if they are equal.
    public static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        if let one = left.baseAddress, let other = right.baseAddress {
            let order = memcmp(one, other, min(left.count, right.count))
            if order != 0 { return Int(order) }
        }
        return left.count - right.count
    }
}

/// An open file descriptor that is closed when its value ends.
struct Descriptor: ~Copyable {
    let raw: CInt

    /// Takes over `raw`, which must be open and have no other owner.
    init(owning raw: CInt) {
        self.raw = raw
    }

    deinit { _ = Glibc.close(raw) }

    /// Closes the descriptor now. Returns the error number, 0 for none. Some file systems report a failed
    /// write only here.
    consuming func close() -> CInt {
        let raw = raw
        discard self
        return Glibc.close(raw) < 0 ? errno : 0
    }

    /// Returns the result of `fstat(2)`.
    func status(path: String) throws(FileError) -> stat {
        var status = stat()
        guard fstat(raw, &status) == 0 else {
            throw FileError(call: "fstat", path: path, code: errno)
        }
        return status
    }

    /// Returns all bytes from the present offset to the end of the file.
    ///
    /// - Parameters:
    ///   - size: the expected number of bytes. If it is right, this is one `read(2)`.
    ///   - limit: more bytes than this are an error, also if the file grows while it is read.
    func readAll(size: Int, limit: Int, path: String) throws(FileError) -> [UInt8] {
        guard size <= limit else { throw .tooLarge(path: path, size: size, limit: limit) }
        var failure: CInt = 0
        // One byte more than expected: a read that does not fill it has reached the end.
        var bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
            failure = Descriptor.fill(buffer, count: &count, from: raw)
        }
        guard failure == 0 else { throw FileError(call: "read", path: path, code: failure) }
        var isFull = bytes.count == size + 1
        while isFull {
            guard bytes.count <= limit else { throw .tooLarge(path: path, size: bytes.count, limit: limit) }
            let room = min(max(bytes.count, 4096), limit - bytes.count + 1)
            let more = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                failure = Descriptor.fill(buffer, count: &count, from: raw)
            }
            guard failure == 0 else { throw FileError(call: "read", path: path, code: failure) }
            bytes += more
            isFull = more.count == room
        }
        guard bytes.count <= limit else { throw .tooLarge(path: path, size: bytes.count, limit: limit) }
        return bytes
    }

    /// Reads until the buffer is full or the file ends. Returns the error number, 0 for none.
    private static func fill(
        _ buffer: UnsafeMutableBufferPointer<UInt8>, count: inout Int, from raw: CInt
    ) -> CInt {
        while count < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(
                rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
            let got = Glibc.read(raw, rest.baseAddress, rest.count)
            if got > 0 {
                count += got
                // As many bytes as expected, with room for one more: the end of the file.
                if count == buffer.count - 1 { return 0 }
            } else if got == 0 {
                return 0
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }

    /// Writes all bytes, in as many `write(2)` calls as necessary.
    func writeAll(_ bytes: [UInt8], path: String) throws(FileError) {
        let code: CInt = bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
                let put = Glibc.write(raw, rest.baseAddress, rest.count)
                if put >= 0 {
                    done += put
                } else if errno != EINTR {
                    return errno
                }
            }
            return 0
        }
        guard code == 0 else { throw FileError(call: "write", path: path, code: code) }
    }
}
