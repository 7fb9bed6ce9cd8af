internal import PromptIndex
internal import SafeFiles

extension FileStamp {
    /// The stamp of a file on disk.
    init(_ stamp: DiskStamp) {
        self.init(
            size: stamp.size, modified: stamp.modified, changed: stamp.changed, inode: stamp.inode,
            device: stamp.device)
    }
}
