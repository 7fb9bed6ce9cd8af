internal import CLinux
internal import Glibc

/// A file that is derived from others and can be made again at any time: nothing waits until it is on the
/// disk, so its readers must be able to detect an incomplete one.
///
/// It is written under a hidden name and renamed to its final name in one step. A file that still has the
/// hidden name is removed when the value ends.
public struct DerivedFile: ~Copyable {
    private let directory: Descriptor
    private let file: Descriptor
    private let name: String
    private let path: String
    /// The time of its creation, by the file system's own clock, in nanoseconds since 1970.
    public let createdAt: Int64

    /// Creates a file in its final directory, which is made if it is missing.
    ///
    /// - Parameter folder: the directory, below `store`.
    /// - Throws: ``FileError`` if the directory or the file can't be made.
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

    /// Writes bytes at the end.
    ///
    /// - Throws: ``FileError`` if the disk fails.
    public func write(_ bytes: [UInt8]) throws(FileError) { try file.writeAll(bytes, path: path) }

    /// Renames the file to `target`, in its directory. An existing file of that name is replaced.
    ///
    /// - Throws: ``FileError`` if it can't be renamed.
    public func install(over target: String) throws(FileError) {
        guard renameat(directory.raw, name, directory.raw, target) == 0 else {
            throw FileError(call: "rename", path: path, code: errno)
        }
    }
}

/// A derived file, open for reading in parts.
public struct DerivedFileReader: ~Copyable {
    private let file: Descriptor
    /// The size of the file in bytes.
    public let size: Int

    /// Opens a file below `store`.
    ///
    /// - Throws: ``FileError``, for example `notFound`.
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

    /// Returns the bytes of a part; fewer if the file ends before.
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

    /// Look-ups are spread over a large table: with pages of 2 MB the processor has all their addresses at
    /// hand.
    private static func askForLargePages(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        let page = 4096
        guard buffer.count >= 4 << 20, let start = buffer.baseAddress else { return }
        let skipped = (page - Int(bitPattern: start) % page) % page
        // Only a hint: if it is refused, only time is lost.
        _ = madvise(start + skipped, (buffer.count - skipped) / page * page, MADV_HUGEPAGE)
    }
}

extension SafeDirectory {
    /// True if the root belongs to the effective user of this process.
    public var isOwn: Bool {
        guard let directory = try? openDirectory(.root), let status = try? directory.status(path: ".") else {
            return false
        }
        return status.st_uid == geteuid()
    }
}

/// A checksum that finds damage in files that promptpal wrote itself; it does not protect against attackers.
public enum DamageSum {
    /// Returns the first 8 bytes of SHA-1, computed by the processor's own instructions if it has them.
    public static func of(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { of($0) } }

    /// Returns the same for bytes that are not in an array.
    public static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var digest = [UInt8](repeating: 0, count: 20)
        clinux_sha1(bytes.baseAddress, bytes.count, &digest)
        return digest[..<8].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
