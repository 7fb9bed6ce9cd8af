internal import CLinux
internal import Glibc

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
