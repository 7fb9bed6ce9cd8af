internal import CLinux
internal import Glibc

/// What a power cut may leave of a new file.
public enum Durability: Sendable {
    /// Anything, also an empty file under its name.
    case none
    /// Nothing or all of it: the bytes are on the disk before the name is.
    case ordered
    /// All of it, once its name is on the disk (`fsync(2)`).
    case synced
}

/// A new file under a name of its own, in the directory where it is to take its place.
/// Whatever has the temporary name when the value ends is removed, so that no way out
/// leaves one behind.
///
/// The name is hidden (``TemporaryNames``), so that scans pass over one that a killed process left.
struct TemporaryFile: ~Copyable {
    /// The directory that holds it.
    let directory: Descriptor
    let name: String
    private let file: Descriptor
    private let path: String
    /// Set where the name has come to hold somebody else's file that must stay.
    private var isKept = false

    private init(directory: consuming Descriptor, name: String, file: consuming Descriptor, path: String) {
        self.directory = directory
        self.name = name
        self.file = file
        self.path = path
    }

    /// Creates one with these bytes.
    ///
    /// - Parameters:
    ///   - directory: is held open as long as the file.
    ///   - permissions: the permission bits; nil for those of `created`, which the process's mask narrows.
    ///   - created: the bits of a new file.
    ///   - durability: what a power cut may leave of it.
    ///   - path: the path for errors.
    ///   - name: what it is called until it takes its place.
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

    /// Lets what has the temporary name now stay when the value ends.
    mutating func keep() { isKept = true }

    /// Takes `target`, a name that must be free.
    ///
    /// - Throws: `exists` where it is not.
    func place(asNew target: String) throws(FileError) {
        var code = -clinux_rename_new(directory.raw, name, directory.raw, target)
        if code == EINVAL || code == ENOSYS {
            // A file system without RENAME_NOREPLACE. A hard link never replaces either.
            code = linkat(directory.raw, name, directory.raw, target, 0) < 0 ? errno : 0
        }
        guard code == 0 else { throw FileError(call: "rename", path: path, code: code) }
    }

    /// Takes the place of `target`, which must be a file with the bytes `old`.
    ///
    /// The two names are **swapped**, and what came out is compared once more: a change that
    /// slips in between the first look and the swap is found and put back.
    ///
    /// - Throws: `changedOnDisk` where it is anything else.
    mutating func place(over target: String, holding old: [UInt8]) throws(FileError) {
        guard try holds(target, old) else { throw .changedOnDisk(path: path) }
        let code = -clinux_rename_exchange(directory.raw, name, target)
        if code == EINVAL || code == ENOSYS {
            // A file system without RENAME_EXCHANGE: the look above is all there is.
            guard renameat(directory.raw, name, directory.raw, target) == 0 else {
                throw FileError(call: "rename", path: path, code: errno)
            }
            return
        }
        if code == ENOENT { throw .changedOnDisk(path: path) }
        guard code == 0 else { throw FileError(call: "rename", path: path, code: code) }
        do throws(FileError) {
            if try holds(name, old) { return }
        } catch {
            putBack(target)
            throw error
        }
        putBack(target)
        throw .changedOnDisk(path: path)
    }

    /// Puts a file that a swap brought out back to `target`, and what that brings out too,
    /// until it is what was put there last: then nobody came between, and what is now under
    /// the temporary name is ours, or a file over which its owner has saved a newer one.
    private mutating func putBack(_ target: String) {
        isKept = true
        guard var lastPut = identity(of: nil) else { return }
        for _ in 0..<TemporaryFile.attempts {
            guard let next = identity(of: name) else { return }
            guard clinux_rename_exchange(directory.raw, name, target) == 0 else {
                // The target was removed meanwhile. Else leave the file under its temporary name, whole.
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

    /// More swaps than this in a row nobody disturbs.
    private static let attempts = 1000

    /// What tells a file from another that had its name; nil is the file created here. Not
    /// the time of the last change of the inode: a rename changes that.
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

    private func holds(_ name: String, _ bytes: [UInt8]) throws(FileError) -> Bool {
        try SafeDirectory.file(name, in: directory, holds: bytes)
    }
}
