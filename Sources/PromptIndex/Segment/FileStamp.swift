/// What tells one state of a file from another without reading it, as Git's index does.
///
/// Equal stamps mean "the same bytes, unless it was written within the clock's grain of
/// being read": a cache must read a file again whose times are as young as the cache.
public struct FileStamp: Sendable, Hashable {
    /// Bytes; -1 for a file that could not be looked at, which is like no file.
    public let size: Int64
    /// Last change of the content, in nanoseconds since 1970-01-01T00:00:00Z.
    public let modified: Int64
    /// Last change of content, name count or permissions, in the same unit.
    public let changed: Int64
    /// The file's number on its device.
    public let inode: UInt64
    /// The device's number.
    public let device: UInt64

    /// A stamp from its parts, as the disk or a cache has them.
    public init(size: Int64, modified: Int64, changed: Int64, inode: UInt64, device: UInt64) {
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
        self.device = device
    }

    /// Of a file that must be read again next time.
    package static let none = FileStamp(size: -1, modified: 0, changed: 0, inode: 0, device: 0)
}
