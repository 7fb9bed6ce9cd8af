/// The properties that identify one state of a file without reading it, as in Git's index.
///
/// Equal stamps mean equal bytes, unless the file was written again within the resolution of the clock. So a
/// cache must read a file again if its times are as young as the cache.
public struct FileStamp: Sendable, Hashable {
    /// Size in bytes; -1 for a file that could not be examined, which counts as missing.
    public let size: Int64
    /// Last change of the content, in nanoseconds since 1970-01-01T00:00:00Z.
    public let modified: Int64
    /// Last change of content, link count or permissions, in the same unit.
    public let changed: Int64
    /// The inode number.
    public let inode: UInt64
    /// The device number.
    public let device: UInt64

    /// Creates a stamp from its parts.
    public init(size: Int64, modified: Int64, changed: Int64, inode: UInt64, device: UInt64) {
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
        self.device = device
    }

    /// The stamp of a file that must be read again.
    package static let none = FileStamp(size: -1, modified: 0, changed: 0, inode: 0, device: 0)
}
