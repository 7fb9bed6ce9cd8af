internal import CLinux
internal import Glibc

/// A file that is being made of others and can be made again at any time: it is not waited for until it is on the disk, and
/// who reads it must be able to tell that it is not whole.
///
/// It is written under a hidden name and takes its place in one step. What has that name when the value ends is removed.
public struct DerivedFile: ~Copyable {
    private let directory: Descriptor
    private let file: Descriptor
    private let name: String
    private let path: String
    /// When it was created, by the file system's own clock, in nanoseconds since 1970.
    public let createdAt: Int64

    /// Creates one in the directory in which it is to have its place; makes that directory where it is missing.
    ///
    /// - Parameter folder: below `store`.
    /// - Throws: `system` if the disk refuses, `permissionDenied`.
    public static func create(in folder: String, of store: SafeDirectory) throws(FileError) -> DerivedFile {
        try store.makeDirectory(folder)
        let directory = try store.openDirectory(try RelativePath(folder))
        let name = store.temporaries.new()
        let path = folder + "/" + name
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let fd = clinux_openat(directory.raw, name, flags, 0o600)
        guard fd >= 0 else { throw FileError(call: "open", path: path, code: -fd) }
        let file = Descriptor(owning: fd)
        let created = DiskStamp(try file.status(path: path)).changed
        return DerivedFile(directory: directory, file: file, name: name, path: path, createdAt: created)
    }

    private init(
        directory: consuming Descriptor, file: consuming Descriptor, name: String, path: String,
        createdAt: Int64
    ) {
        self.directory = directory
        self.file = file
        self.name = name
        self.path = path
        self.createdAt = createdAt
    }

    deinit { _ = unlinkat(directory.raw, name, 0) }

    /// Writes behind what was written before.
    ///
    /// - Throws: `system` if the disk is full or fails.
    public func write(_ bytes: [UInt8]) throws(FileError) { try file.writeAll(bytes, path: path) }

    /// Takes the place of whatever is called `target` in its directory.
    ///
    /// - Throws: `system`, `permissionDenied`.
    public func place(over target: String) throws(FileError) {
        guard renameat(directory.raw, name, directory.raw, target) == 0 else {
            throw FileError(call: "rename", path: path, code: errno)
        }
    }
}

/// A derived file, open for reading in parts.
public struct DerivedFileReader: ~Copyable {
    private let file: Descriptor
    /// In bytes.
    public let size: Int

    /// Opens one.
    ///
    /// - Throws: as reading a file of `store`.
    public static func open(
        _ relative: String, in store: SafeDirectory
    ) throws(FileError) -> DerivedFileReader {
        let file = try store.openFile(try RelativePath(relative))
        let size = Int(try file.status(path: relative).st_size)
        return DerivedFileReader(file: file, size: size)
    }

    private init(file: consuming Descriptor, size: Int) {
        self.file = file
        self.size = size
    }

    /// The bytes of a part; fewer where the file ends before.
    public func read(at offset: Int, count: Int) -> [UInt8] {
        let count = max(0, min(count, size - offset))
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            DerivedFileReader.askForLargePages(buffer)
            while filled < count {
                guard let start = buffer.baseAddress else { return }
                let got = pread(file.raw, start + filled, count - filled, offset + filled)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { return }
                filled += got
            }
        }
    }

    /// Look-ups go all over a large table: with pages of 2 MB the processor knows where all of them are.
    private static func askForLargePages(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        let page = 4096
        guard buffer.count >= 4 << 20, let start = buffer.baseAddress else { return }
        let skipped = (page - Int(bitPattern: start) % page) % page
        // Only a wish: where it can't be had, nothing but time is lost.
        _ = madvise(start + skipped, (buffer.count - skipped) / page * page, MADV_HUGEPAGE)
    }
}

extension SafeDirectory {
    /// Whether the root belongs to the user that this process acts for.
    public var isOwn: Bool {
        guard let directory = try? openDirectory(.root), let status = try? directory.status(path: ".") else {
            return false
        }
        return status.st_uid == geteuid()
    }
}
