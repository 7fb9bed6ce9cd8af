public import SystemPackage

/// The reason that a file or directory of a store could not be read, listed or written.
///
/// `path` is the requested path, relative to the root of the store, or the root's own path if that could not
/// be opened. Sizes are in bytes.
public enum FileError: Error, Sendable, Hashable {
    /// Nothing has this name.
    case notFound(path: String)
    /// A file was requested, and a directory has this name.
    case isDirectory(path: String)
    /// A directory is required, at the end of the path or before it, and another type of entry is there.
    case notDirectory(path: String)
    /// Neither a file nor a directory: a pipe, a socket, a device.
    case notRegularFile(path: String, type: EntryType)
    /// A symbolic link is at the end of the path or before it. Links are never followed.
    case symbolicLink(path: String)
    /// The path is absolute or has a `..`, so that it could leave the store.
    case escapes(path: String)
    /// The path has an empty part, a `.` part or a NUL byte, or is empty.
    case invalidPath(path: String)
    /// The file has more bytes than the caller's limit. Nothing was read.
    case tooLarge(path: String, size: Int, limit: Int)
    /// A new file should be written, and the name is taken.
    case exists(path: String)
    /// The file is not, or is no longer, the one that the caller had read. Nothing was written.
    case changedOnDisk(path: String)
    /// The operating system forbids it.
    case permissionDenied(path: String)
    /// Any other failure of a system call.
    case system(call: String, path: String, errno: Errno)

    /// The path that the error is about.
    public var path: String {
        switch self {
        case .notFound(let path), .isDirectory(let path), .notDirectory(let path), .symbolicLink(let path),
            .escapes(let path), .invalidPath(let path), .exists(let path), .changedOnDisk(let path),
            .permissionDenied(let path), .notRegularFile(let path, _), .tooLarge(let path, _, _),
            .system(_, let path, _):
            path
        }
    }

    /// The error of a failed call; `code` is an error number (positive).
    init(call: String, path: String, code: CInt) {
        switch Errno(rawValue: code) {
        case .noSuchFileOrDirectory: self = .notFound(path: path)
        case .notDirectory: self = .notDirectory(path: path)
        case .isDirectory: self = .isDirectory(path: path)
        case .tooManySymbolicLinkLevels: self = .symbolicLink(path: path)
        case .improperLink: self = .escapes(path: path)
        case .fileExists: self = .exists(path: path)
        case .permissionDenied, .notPermitted: self = .permissionDenied(path: path)
        case let errno: self = .system(call: call, path: path, errno: errno)
        }
    }
}

extension FileError: CustomStringConvertible {
    /// The error in plain words, without a full stop. The path is unchanged: a terminal must strip control
    /// characters from it.
    public var description: String {
        switch self {
        case .notFound(let path): "\(path): no such file or directory"
        case .isDirectory(let path): "\(path): is a directory, not a file"
        case .notDirectory(let path): "\(path): not a directory, or a part of the path is not one"
        case .notRegularFile(let path, let type): "\(path): is \(type), not a regular file"
        case .symbolicLink(let path): "\(path): is or passes through a symbolic link, which is never followed"
        case .escapes(let path): "\(path): leads out of the store"
        case .invalidPath(let path): "\"\(path)\": not a path inside a store"
        case .tooLarge(let path, let size, let limit):
            "\(path): has \(size) bytes, more than the \(limit) allowed"
        case .exists(let path): "\(path): already exists"
        case .changedOnDisk(let path): "\(path): changed on disk meanwhile; nothing was written"
        case .permissionDenied(let path): "\(path): permission denied"
        case .system(let call, let path, let errno): "\(path): \(call): \(errno)"
        }
    }
}
