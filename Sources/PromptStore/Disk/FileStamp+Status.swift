internal import Glibc
internal import PromptCore
internal import PromptIndex

extension FileStamp {
    /// The stamp in a `stat`.
    init(_ status: stat) {
        self.init(
            size: Int64(status.st_size), modified: FileStamp.nanoseconds(status.st_mtim),
            changed: FileStamp.nanoseconds(status.st_ctim), inode: UInt64(status.st_ino),
            device: UInt64(status.st_dev))
    }

    /// Wraps on overflow: a file may carry any 64-bit second, and only equality counts.
    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
