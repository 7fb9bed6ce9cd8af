internal import Synchronization
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

/// Failures of the machine (the disk, memory, open files) during reads below one root.
///
/// Listing continues if one file can't be read, and reports it. A change that depends on all files must not
/// continue, because it would not change the unread ones. Therefore it records the count when it begins, and
/// is refused if there are more failures when it ends. Each root has its own count, so that one user's disk
/// error never refuses another's change.
public final class MachineFailures: Sendable {
    private struct State {
        var count = 0
        var last: FileError?
    }

    private let state = Mutex(State())

    /// No failures so far.
    public init() {}

    /// Counts an error of the machine; errors that only describe the files are ignored.
    public func note(_ error: FileError) {
        guard error.isOfTheMachine else { return }
        state.withLock { state in
            state.count += 1
            state.last = error
        }
    }

    /// The number of failures so far.
    public var count: Int { state.withLock { $0.count } }

    /// Returns the last failure; `nil` if there are not more than `count`.
    public func last(since count: Int) -> FileError? {
        state.withLock { $0.count > count ? $0.last : nil }
    }

    fileprivate static let codes: Set<Errno> = [
        .ioError, .noMemory, .tooManyOpenFiles, .tooManyOpenFilesInSystem, .interrupted, .noSpace,
    ]
}

extension FileError {
    /// True if the error is one of the machine, not of the files.
    var isOfTheMachine: Bool {
        if case .system(_, _, let code) = self { MachineFailures.codes.contains(code) } else { false }
    }
}

extension SafeDirectory {
    /// Runs `body` and counts its error, if it is one of the machine.
    func noting<Value: ~Copyable>(
        _ body: () throws(FileError) -> Value
    ) throws(FileError) -> Value {
        do throws(FileError) { return try body() } catch {
            failures.note(error)
            throw error
        }
    }
}

/// Entries of a directory that could not be read: folders without permission to list them, files without
/// permission to read them or without a stamp.
///
/// A reader continues without them, and most results are still useful; but the gaps must be reported.
public final class Overlooked: Sendable {
    private struct State {
        var errors: [String: FileError] = [:]
    }

    private let state = Mutex(State())
    private let failures: MachineFailures

    init(failures: MachineFailures) { self.failures = failures }

    /// The largest number of errors that are kept: a folder that can be listed but not entered causes one for
    /// each file.
    private static let limit = 1_000

    /// Records an error; errors that only describe the file, such as a deleted file, a link or a file that is
    /// too large, are ignored.
    public func note(_ error: FileError) {
        switch error {
        case .permissionDenied, .system: break
        default: return
        }
        failures.note(error)
        state.withLock { state in
            guard state.errors.count < Self.limit else { return }
            state.errors[error.path] = error
        }
    }

    /// All errors, sorted by path.
    public var all: [FileError] {
        state.withLock { state in
            state.errors.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
        }
    }
}
