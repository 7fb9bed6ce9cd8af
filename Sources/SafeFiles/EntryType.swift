internal import Glibc

/// The type of an entry of a directory.
public enum EntryType: Sendable, Hashable {
    /// A regular file: the only type whose bytes are ever read.
    case file
    case directory
    /// A symbolic link, to any target. Links are never followed below the root of a store.
    case symbolicLink
    /// A named pipe.
    case fifo
    case socket
    /// A character or block device.
    case device
    /// Any other type of this system.
    case other

    /// The type in the mode bits of a `stat` (`st_mode`).
    init(mode: mode_t) {
        switch mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .directory
        case S_IFLNK: self = .symbolicLink
        case S_IFIFO: self = .fifo
        case S_IFSOCK: self = .socket
        case S_IFCHR, S_IFBLK: self = .device
        default: self = .other
        }
    }

    /// The type in a directory entry (`d_type`); `nil` if the file system does not tell it.
    init?(directoryEntry type: UInt8) {
        switch Int(type) {
        case Int(DT_UNKNOWN): return nil
        case Int(DT_REG): self = .file
        case Int(DT_DIR): self = .directory
        case Int(DT_LNK): self = .symbolicLink
        case Int(DT_FIFO): self = .fifo
        case Int(DT_SOCK): self = .socket
        case Int(DT_CHR), Int(DT_BLK): self = .device
        default: self = .other
        }
    }
}

extension EntryType: CustomStringConvertible {
    /// The type in words, with its article: "a named pipe".
    public var description: String {
        switch self {
        case .file: "a regular file"
        case .directory: "a directory"
        case .symbolicLink: "a symbolic link"
        case .fifo: "a named pipe"
        case .socket: "a socket"
        case .device: "a device"
        case .other: "a special file"
        }
    }
}
