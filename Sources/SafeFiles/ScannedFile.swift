/// A regular file that a scan found.
public struct ScannedFile: Sendable, Hashable {
    /// The path below the root: `folder/file.yaml`.
    public let path: String
    /// The file's stamp, if the scan was asked for stamps.
    public let stamp: DiskStamp?

    /// A file that was found by other means.
    public init(path: String, stamp: DiskStamp?) {
        self.path = path
        self.stamp = stamp
    }
}

/// An entry that a scan skipped, or a limit that it reached. A scan never stops at the first problem.
public struct ScanProblem: Sendable, Hashable {
    /// The reason that it was skipped.
    public enum Reason: Sendable, Hashable {
        /// Neither a file nor a directory: a symbolic link, a pipe, a socket, a device.
        case notRegular(EntryType)
        /// The directory is the work tree of another repository, a submodule or a clone; it was not entered.
        case otherRepository
        /// The name is not UTF-8.
        case nameNotUTF8
        /// The directory has this many directories above it inside the scan; it was not entered.
        case tooDeep(limit: Int)
        /// The scan stopped at this many names.
        case tooMany(limit: Int)
        /// The directory or file could not be opened or listed.
        case unreadable(FileError)
    }

    /// The path below the root of the store; in a part that is not UTF-8 the bytes outside ASCII are written
    /// as `\xHH`.
    public let path: String
    /// The reason that it was skipped.
    public let reason: Reason

    /// A problem that was found by other means.
    public init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }
}

extension ScanProblem: CustomStringConvertible {
    /// The problem in plain words, without a full stop.
    public var description: String {
        switch reason {
        case .notRegular(.symbolicLink): "\(path): is a symbolic link, which is never followed"
        case .notRegular(let type): "\(path): is \(type), not a regular file"
        case .otherRepository: "\(path): is a Git repository of its own"
        case .nameNotUTF8: "\(path): the name is not UTF-8"
        case .tooDeep(let limit): "\(path): more than \(limit) folders deep"
        case .tooMany(let limit): "\(path): more than \(limit) files and folders"
        case .unreadable(let error): error.description
        }
    }
}
