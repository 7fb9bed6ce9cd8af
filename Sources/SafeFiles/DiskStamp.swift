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
