internal import Glibc

/// The parts of a `stat` that distinguish two states of a file without reading it, as in Git's index.
///
/// Equal stamps mean equal bytes, unless the file was written within the resolution of the clock after it was
/// read: a cache must read a file again if its times are as recent as the cache.
public struct DiskStamp: Sendable, Hashable {
    /// The size in bytes.
    public let size: Int64
    /// Last change of the content, in nanoseconds since 1970-01-01T00:00:00Z.
    public let modified: Int64
    /// Last change of content, name count or permissions, in the same unit.
    public let changed: Int64
    /// The file's number on its device.
    public let inode: UInt64
    /// The device's number.
    public let device: UInt64

    /// A stamp from its parts, as a cache stores them.
    public init(size: Int64, modified: Int64, changed: Int64, inode: UInt64, device: UInt64) {
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
        self.device = device
    }

    /// The stamp in a `stat`.
    init(_ status: stat) {
        self.init(
            size: Int64(status.st_size), modified: DiskStamp.nanoseconds(status.st_mtim),
            changed: DiskStamp.nanoseconds(status.st_ctim), inode: UInt64(status.st_ino),
            device: UInt64(status.st_dev))
    }

    /// Wraps on overflow: a file may have any 64-bit second, and only equality matters.
    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}

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

/// The permission bits of a file that is written.
public struct FilePermissions: Sendable, Equatable {
    /// The nine bits of the file that it comes from; `nil` for those of the file that it replaces, or for a
    /// new file those that the process's mask allows.
    public var bits: UInt32?
    /// True or false to set or clear the right to run it; `nil` leaves it as in the bits.
    public var isExecutable: Bool?

    /// - Parameters as the properties of the same names.
    public init(bits: UInt32? = nil, isExecutable: Bool? = nil) {
        self.bits = bits
        self.isExecutable = isExecutable
    }

    /// The usual bits for a new file; unchanged bits for a replaced one.
    public static let usual = FilePermissions()

    /// Returns the bits in place of those of the replaced file (`nil`: there is none); `nil` if the process's
    /// mask decides.
    ///
    /// Everybody who may read an executable file may run it, as in Git.
    public func bits(replacing old: UInt32?) -> UInt32? {
        guard let bits = bits ?? old else { return nil }
        switch isExecutable {
        case true?: return bits & 0o111 == 0 ? bits | (bits & 0o444) >> 2 : bits
        case false?: return bits & ~0o111
        case nil: return bits
        }
    }

    /// The bits with which a new file is created if the process's mask decides.
    public var created: UInt32 { isExecutable == true ? 0o777 : 0o666 }
}
