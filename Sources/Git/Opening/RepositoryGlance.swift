internal import Glibc

/// The location of the repository that contains a directory, found by file names and small files only.
/// libgit2 is not loaded, so this costs a few system calls.
public struct RepositoryGlance: Sendable {
    /// The top of the work tree: absolute, links resolved.
    public let workDirectory: String
    /// The Git directory of this work tree.
    public let gitDirectory: String
    /// The directory that all linked work trees share.
    public let commonDirectory: String

    /// The requested directory relative to the top of the work tree, with a slash at its end; empty for the
    /// top itself.
    public let prefix: String

    /// Finds the nearest repository upward from a directory; `nil` if there is none, or none that may be
    /// used.
    public init?(containing directory: String) {
        guard let directories = try? RepositoryDirectories.find(from: directory),
            let resolved = RepositoryDirectories.resolved(directory)
        else { return nil }
        let top = directories.workDirectory == "/" ? "/" : directories.workDirectory + "/"
        if resolved == directories.workDirectory {
            prefix = ""
        } else if resolved.utf8.starts(with: top.utf8) {
            prefix = String(Substring(resolved.utf8.dropFirst(top.utf8.count))) + "/"
        } else {
            return nil
        }
        workDirectory = directories.workDirectory
        gitDirectory = directories.gitDirectory
        commonDirectory = directories.commonDirectory
    }

    /// True if the history is cut off at some commits, as in a shallow clone.
    public var isShallow: Bool { EntryKind(commonDirectory + "/shallow") == .file }

    /// True if the repository belongs to the user of this process.
    public var isOwn: Bool {
        var status = stat()
        return lstat(commonDirectory, &status) == 0 && status.st_uid == geteuid()
    }

    /// Returns `user.name` and `user.email` of Git's configuration: from the repository, else from the first
    /// of `files` that has the value. Includes are not followed.
    ///
    /// - Parameters:
    ///   - glance: the repository; `nil` for none.
    ///   - files: the user's own configuration files, the one with the highest precedence first. Links to
    ///     them are followed.
    public static func configuredUser(
        _ glance: RepositoryGlance?, files: [String]
    ) -> (name: String?, email: String?) {
        var user: (name: String?, email: String?) = (nil, nil)
        func read(_ bytes: [UInt8]?) {
            guard let bytes, user.name == nil || user.email == nil else { return }
            let configuration = GitConfiguration(bytes)
            user.name = user.name ?? configuration.values("user.name").last
            user.email = user.email ?? configuration.values("user.email").last
        }
        if let glance { read(SmallFile.bytes(glance.commonDirectory + "/config")) }
        for file in files where user.name == nil || user.email == nil {
            read(SmallFile.bytes(file, isFollowed: true))
        }
        return user
    }

    /// Returns all values of a key in some configuration files, in their order. Includes are not followed;
    /// links to the files are.
    public static func configuredValues(_ key: String, files: [String]) -> [String] {
        files.flatMap { file in
            GitConfiguration(SmallFile.bytes(file, isFollowed: true) ?? []).values(key.lowercased())
        }
    }
}

/// Checks if a repository has an object, by file names and the indexes of packs, without libgit2.
public struct ObjectPresence: Sendable {
    private let objects: String
    /// The indexes of packs, read when the first object is not loose.
    private var indexes: [PackIndex]?
    /// True if a directory or file of the objects could not be read for lack of permission, so that an object
    /// that was not found may exist.
    public private(set) var isForbidden = false

    /// A check of the objects of a repository that was examined.
    public init(_ glance: RepositoryGlance) { objects = glance.commonDirectory + "/objects" }

    /// Returns true if the object exists and may be read, loose or in a pack. Its type is not checked.
    public mutating func has(_ id: ObjectID) -> Bool {
        let hex = id.hex
        let path = objects + "/" + hex.prefix(2) + "/" + hex.dropFirst(2)
        errno = 0
        if EntryKind(path) == .file, faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0 { return true }
        if errno == EACCES { isForbidden = true }
        let bytes = ObjectPresence.bytes(of: hex)
        let known = indexes ?? packs()
        indexes = known
        return known.contains { $0.has(bytes) }
    }

    private mutating func packs() -> [PackIndex] {
        let folder = objects + "/pack"
        errno = 0
        let entries = (try? RepositoryDirectories.list(folder)) ?? []
        if entries.isEmpty, errno == EACCES { isForbidden = true }
        var found: [PackIndex] = []
        for entry in entries where entry.kind == .file && entry.name.hasSuffix(".idx") {
            errno = 0
            if let index = PackIndex(folder + "/" + entry.name) {
                found.append(index)
            } else if errno == EACCES {
                isForbidden = true
            }
        }
        return found
    }
}

extension ObjectPresence {
    /// Returns the bytes for hexadecimal digits.
    private static func bytes(of hex: String) -> [UInt8] {
        let digits = hex.utf8.map { $0 < 0x3A ? $0 - 0x30 : $0 - 0x57 }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

/// The index of a pack, version 2 (gitformat-pack(5)): a header of 8 bytes, 256 cumulative counts by first
/// byte, then the sorted ids. It is read in pieces. If it is damaged, no object is found in it.
private final class PackIndex: Sendable {
    private let file: CInt
    private static let names: Int64 = 8 + 256 * 4

    init?(_ path: String) {
        file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return nil }
        guard read(8, at: 0) == [0xFF, 0x74, 0x4F, 0x63, 0, 0, 0, 2] else { return nil }
    }

    deinit { if file >= 0 { close(file) } }

    func has(_ id: [UInt8]) -> Bool {
        guard id.count == 20 else { return false }
        var low = id[0] == 0 ? 0 : count(below: Int(id[0]) - 1)
        var high = count(below: Int(id[0]))
        while low < high {
            let middle = (low + high) / 2
            guard let found = read(20, at: PackIndex.names + Int64(middle) * 20) else { return false }
            if found == id { return true }
            if found.lexicographicallyPrecedes(id) { low = middle + 1 } else { high = middle }
        }
        return false
    }

    /// Returns the number of ids whose first byte is at most `first`.
    private func count(below first: Int) -> Int {
        guard let bytes = read(4, at: 8 + Int64(first) * 4) else { return 0 }
        return bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    private func read(_ count: Int, at offset: Int64) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, count, off_t(offset)) }
        return got == count ? bytes : nil
    }
}
