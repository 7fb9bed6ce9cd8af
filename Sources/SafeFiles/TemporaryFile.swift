internal import CLinux
internal import Glibc

/// The possible states of a new file after a power cut.
public enum Durability: Sendable {
    /// Any, also an empty file under its name.
    case none
    /// Nothing or the complete file: the bytes are on the disk before the name is.
    case ordered
    /// The complete file, once its name is on the disk (`fsync(2)`).
    case synced
}

/// A new file under a temporary name, in its final directory. The file with the temporary name is removed
/// when the value ends, so that no exit leaves one behind.
///
/// The name is hidden (``TemporaryNames``), so that scans skip a file that a killed process left.
struct TemporaryFile: ~Copyable {
    /// The directory that holds it.
    let directory: Descriptor
    let name: String
    private let file: Descriptor
    private let path: String
    /// True if somebody else's file has the temporary name now and must stay.
    private var isKept = false

    private init(directory: consuming Descriptor, name: String, file: consuming Descriptor, path: String) {
        self.directory = directory
        self.name = name
        self.file = file
        self.path = path
    }

    /// Creates a file with these bytes.
    ///
    /// - Parameters:
    ///   - directory: held open as long as the file.
    ///   - permissions: the permission bits; `nil` for those of `created`, restricted by the process's mask.
    ///   - created: the bits of a new file.
    ///   - durability: the possible states after a power cut.
    ///   - path: the path for errors.
    ///   - name: the temporary name.
    static func create(
        in directory: consuming Descriptor, bytes: [UInt8], permissions: mode_t?, created: mode_t = 0o666,
        durability: Durability, path: String, name: String
    ) throws(FileError) -> TemporaryFile {
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let fd = clinux_openat(directory.raw, name, flags, permissions == nil ? created : 0o600)
        guard fd >= 0 else { throw FileError(call: "open", path: path, code: -fd) }
        let made = TemporaryFile(
            directory: directory, name: name, file: Descriptor(owning: fd), path: path)
        try made.file.writeAll(bytes, path: path)
        if let permissions, fchmod(fd, permissions) < 0 {
            throw FileError(call: "fchmod", path: path, code: errno)
        }
        switch durability {
        case .none: break
        case .ordered:
            let code = -clinux_write_out(fd)
            guard code == 0 else { throw FileError(call: "sync_file_range", path: path, code: code) }
        case .synced:
            guard fsync(fd) == 0 else { throw FileError(call: "fsync", path: path, code: errno) }
        }
        return made
    }

    deinit {
        if !isKept { _ = unlinkat(directory.raw, name, 0) }
    }

    /// Makes the file with the temporary name stay when the value ends.
    mutating func keep() { isKept = true }

    /// Takes `target`, a name that must be free.
    ///
    /// - Throws: `exists` if it is taken.
    func install(asNew target: String) throws(FileError) {
        var code = -clinux_rename_new(directory.raw, name, directory.raw, target)
        if code == EINVAL || code == ENOSYS {
            // A file system without RENAME_NOREPLACE. A hard link never replaces either.
            code = linkat(directory.raw, name, directory.raw, target, 0) < 0 ? errno : 0
        }
        guard code == 0 else { throw FileError(call: "rename", path: path, code: code) }
    }

    /// Replaces `target`, which must be a file with the bytes `old`.
    ///
    /// The two names are **swapped**, and the old file is compared once more: a change between the first
    /// comparison and the swap is found and put back.
    ///
    /// - Throws: `changedOnDisk` if it is any other file.
    mutating func install(over target: String, holding old: [UInt8]) throws(FileError) {
        guard try isFile(target, holding: old) else { throw .changedOnDisk(path: path) }
        let code = -clinux_rename_exchange(directory.raw, name, target)
        if code == EINVAL || code == ENOSYS {
            // A file system without RENAME_EXCHANGE: the first comparison is the only one.
            guard renameat(directory.raw, name, directory.raw, target) == 0 else {
                throw FileError(call: "rename", path: path, code: errno)
            }
            return
        }
        if code == ENOENT { throw .changedOnDisk(path: path) }
        guard code == 0 else { throw FileError(call: "rename", path: path, code: code) }
        do throws(FileError) {
            if try isFile(name, holding: old) { return }
        } catch {
            putBack(target)
            throw error
        }
        putBack(target)
        throw .changedOnDisk(path: path)
    }

    /// Puts a file that a swap removed back to `target`, and so on with the file that this removes, until it
    /// is the one that was put there last: then nobody interfered, and the file under the temporary name is
    /// ours, or one over which its owner has saved a newer one.
    private mutating func putBack(_ target: String) {
        isKept = true
        guard var lastPut = identity(of: nil) else { return }
        for _ in 0..<TemporaryFile.attempts {
            guard let next = identity(of: name) else { return }
            guard clinux_rename_exchange(directory.raw, name, target) == 0 else {
                // The target was removed in the meantime. If it can't be put back, the complete file stays
                // under its temporary name.
                isKept = clinux_rename_new(directory.raw, name, directory.raw, target) != 0
                return
            }
            if identity(of: name) == lastPut {
                isKept = false
                return
            }
            lastPut = next
        }
    }

    /// The largest number of swaps: nobody interferes so often.
    private static let attempts = 1000

    /// Returns the identity of a file, which distinguishes it from another of the same name; `nil` is the
    /// file created here. The time of the last change of the inode is not part of it, because a rename
    /// changes that.
    private func identity(of name: String?) -> [Int64]? {
        var status = stat()
        let code =
            if let name { fstatat(directory.raw, name, &status, AT_SYMLINK_NOFOLLOW) } else {
                fstat(file.raw, &status)
            }
        guard code == 0 else { return nil }
        let stamp = DiskStamp(status)
        return [Int64(bitPattern: stamp.inode), Int64(bitPattern: stamp.device), stamp.size, stamp.modified]
    }

    private func isFile(_ name: String, holding bytes: [UInt8]) throws(FileError) -> Bool {
        try SafeDirectory.file(name, in: directory, holds: bytes)
    }
}

/// The names of files that do not have their final names yet: hidden, and recognizable by their prefix, so
/// that those of a killed process can be found.
public struct TemporaryNames: Sendable, Hashable {
    /// The start of all names, with a dot first, so that scans skip them.
    public let prefix: String

    /// - Parameter prefix: begins with a dot and has no slash.
    public init(prefix: String) { self.prefix = prefix }

    /// Returns a unique name: 16 hexadecimal digits between the prefix and `.tmp`.
    public func new() -> String { name(TemporaryNames.newToken()) }

    /// Returns 16 hexadecimal digits that tell one change from another.
    public static func newToken() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// Returns the name for a file that is identified by `token`.
    public func name(_ token: String) -> String { "\(prefix)\(token).tmp" }
}

/// The content that a writer expects at a path.
public enum ExpectedContent: Sendable, Hashable {
    /// No file.
    case absent
    /// A file with exactly these bytes.
    case bytes([UInt8])
}

extension SafeDirectory {
    /// Writes a file: under another name in the same directory, then renamed, so that a reader sees the old
    /// file or the new one and never a part. Missing directories are made.
    ///
    /// A replaced file keeps its permission bits; its owner, other hard links and extended attributes stay
    /// with the old file. A new one gets the bits that the process's mask allows.
    ///
    /// - Parameter durability: the possible state after a power cut.
    /// - Throws: `exists` if the path should be free and is not, `changedOnDisk` if it has other bytes. The
    ///   disk is then as it was.
    public func write(
        _ relative: String, bytes: [UInt8], expecting expected: ExpectedContent,
        durability: Durability = .ordered
    ) throws(FileError) {
        let path = try RelativePath(relative)
        if path.isRoot { throw .isDirectory(path: ".") }
        switch expected {
        case .absent:
            let made = try makeDirectories(path.parent)
            do {
                let file = try TemporaryFile.create(
                    in: try openDirectory(path.parent), bytes: bytes, permissions: nil,
                    durability: durability, path: relative, name: temporaries.new())
                try file.install(asNew: path.name)
            } catch {
                for folder in made.reversed() { try? removeDirectory(folder.text) }
                throw error
            }
        case .bytes(let old):
            let directory = try openDirectory(path.parent)
            guard let status = try SafeDirectory.status(of: path.name, in: directory, path: relative),
                EntryType(mode: status.st_mode) == .file
            else { throw .changedOnDisk(path: relative) }
            var file = try TemporaryFile.create(
                in: directory, bytes: bytes, permissions: status.st_mode & 0o777, durability: durability,
                path: relative, name: temporaries.new())
            try file.install(over: path.name, holding: old)
        }
    }
}

// Changes that can be taken back: the former content of a path stays beside it under a temporary name that
// the caller chose, until the caller removes it.
extension SafeDirectory {
    /// Replaces a file that contains `old` with one that contains `bytes`, and leaves the old file under
    /// `temporary`.
    ///
    /// - Parameter permissions: the bits of the new file; by default those of the old one.
    /// - Throws: `changedOnDisk` if the file contains other bytes, or another ``FileError``.
    public func swapIn(
        _ relative: String, bytes: [UInt8], for old: [UInt8], temporary: String,
        permissions: FilePermissions = .usual, durability: Durability = .ordered
    ) throws(FileError) {
        let path = try RelativePath(relative)
        let directory = try openDirectory(path.parent)
        guard let status = try SafeDirectory.status(of: path.name, in: directory, path: relative),
            EntryType(mode: status.st_mode) == .file
        else { throw .changedOnDisk(path: relative) }
        var file = try TemporaryFile.create(
            in: directory, bytes: bytes, permissions: permissions.bits(replacing: status.st_mode & 0o777),
            durability: durability, path: relative, name: temporary)
        try file.install(over: path.name, holding: old)
        file.keep()
    }

    /// Puts a new file at a path that must be free; makes its missing folders.
    ///
    /// - Throws: `exists` if the path is taken, or another ``FileError``.
    public func putNew(
        _ relative: String, bytes: [UInt8], temporary: String, permissions: FilePermissions = .usual,
        durability: Durability = .ordered
    ) throws(FileError) {
        let path = try RelativePath(relative)
        try makeDirectory(path.parent.isRoot ? "." : path.parent.text)
        let file = try TemporaryFile.create(
            in: try openDirectory(path.parent), bytes: bytes,
            permissions: permissions.bits(replacing: nil), created: permissions.created,
            durability: durability, path: relative, name: temporary)
        try file.install(asNew: path.name)
    }

    /// Renames a file that contains `old` to `temporary`.
    ///
    /// - Throws: `changedOnDisk` if the file contains other bytes, or another ``FileError``.
    public func takeOut(_ relative: String, holding old: [UInt8], temporary: String) throws(FileError) {
        let path = try RelativePath(relative)
        let directory = try openDirectory(path.parent)
        guard try SafeDirectory.file(path.name, in: directory, holds: old) else {
            throw .changedOnDisk(path: relative)
        }
        let code = -clinux_rename_new(directory.raw, path.name, directory.raw, temporary)
        guard code == 0 else { throw FileError(call: "rename", path: relative, code: code) }
        do throws(FileError) {
            guard try SafeDirectory.file(temporary, in: directory, holds: old) else {
                throw .changedOnDisk(path: relative)
            }
        } catch {
            // If a newer file has the name now, that one stays, and so does this one.
            _ = clinux_rename_new(directory.raw, temporary, directory.raw, path.name)
            throw error
        }
    }

    /// Swaps a file with the one under `temporary` beside it.
    ///
    /// - Throws: ``FileError`` if one of them is missing or the disk fails.
    public func swapBack(_ relative: String, temporary: String) throws(FileError) {
        let path = try RelativePath(relative)
        let directory = try openDirectory(path.parent)
        let code = -clinux_rename_exchange(directory.raw, temporary, path.name)
        guard code == 0 else { throw FileError(call: "rename", path: relative, code: code) }
    }

    /// Moves the file under `temporary` back to its path, if nothing has that name.
    ///
    /// - Throws: `exists` if the path is taken, or another ``FileError``.
    public func putBack(_ relative: String, temporary: String) throws(FileError) {
        let path = try RelativePath(relative)
        let directory = try openDirectory(path.parent)
        let code = -clinux_rename_new(directory.raw, temporary, directory.raw, path.name)
        guard code == 0 else { throw FileError(call: "rename", path: relative, code: code) }
    }
}
