internal import CLinux
internal import Glibc
public import SystemPackage

/// A directory that only its owner may access: for keys. Everything in it is opened beneath it and through no
/// link, and **every opened file is checked again on the open descriptor, each time**: it must belong to the
/// user, with no rights for anybody else, and a file must have no second name.
public struct PrivateDirectory: Sendable {
    /// The path as it was found, for messages.
    public let path: FilePath
    let directory: SafeDirectory

    /// The reason that a file in it is not used.
    public enum Refusal: Error, Sendable, Hashable {
        case file(FileError)
        /// Others have rights on it; `mode` has its permission bits.
        case exposed(path: String, mode: UInt32)
        /// Another user owns it; `owner` is that user's id.
        case foreign(path: String, owner: UInt32)
        /// The file has a second name (a hard link), which may be accessible to others.
        case linked(path: String)
    }

    /// Opens the directory; `nil` if it does not exist.
    ///
    /// - Throws: `exposed` or `foreign` if it is not the user's alone, `file` if it can't be opened.
    public init?(opening path: FilePath, temporaries: TemporaryNames) throws(Refusal) {
        do throws(FileError) {
            directory = try SafeDirectory(opening: path, temporaries: temporaries)
        } catch {
            if case .notFound = error { return nil }
            throw .file(error)
        }
        self.path = path
        _ = try folder(.root)
    }

    /// Makes the directory with mode 0700, and its missing parents, and opens it.
    ///
    /// - Throws: as opening it.
    public init(making path: FilePath, temporaries: TemporaryNames) throws(Refusal) {
        try Refusal.folding { () throws(FileError) in
            // The XDG specification requires this mode for missing directories.
            try SafeDirectory.makePath(path.removingLastComponent(), permissions: 0o700)
            if path.withPlatformString({ mkdir($0, 0o700) }) != 0, errno != EEXIST {
                throw FileError(call: "mkdir", path: path.string, code: errno)
            }
        }
        guard let opened = try PrivateDirectory(opening: path, temporaries: temporaries) else {
            throw .file(.notFound(path: path.string))
        }
        self = opened
    }

    /// Returns a path in it in the form for messages.
    public func shown(_ relative: String) -> String { path.pushing(FilePath(relative)).string }

    /// Returns a file's bytes; `nil` if there is none.
    ///
    /// - Parameter limit: the largest number of bytes to read.
    /// - Throws: ``Refusal`` if the file is not the user's alone or can't be read.
    public func read(_ relative: String, limit: Int) throws(Refusal) -> [UInt8]? {
        let path = try Refusal.folding { () throws(FileError) in try RelativePath(relative) }
        do throws(Refusal) {
            _ = try folder(path.parent)
            return try readFile(path, limit: limit)
        } catch {
            if case .file(.notFound) = error { return nil }
            throw error
        }
    }

    /// Returns the names in a folder, sorted; none if there is no such folder.
    ///
    /// - Throws: ``Refusal`` if the folder is not the user's alone or can't be listed.
    public func names(in relative: String) throws(Refusal) -> [String] {
        do throws(Refusal) {
            let path = try Refusal.folding { () throws(FileError) in try RelativePath(relative) }
            _ = try folder(path)
            return try Refusal.folding { () throws(FileError) in
                try directory.entries(in: relative).compactMap(\.name)
            }
        } catch {
            if case .file(.notFound) = error { return [] }
            throw error
        }
    }

    private func readFile(_ path: RelativePath, limit: Int) throws(Refusal) -> [UInt8] {
        let file = try Refusal.folding { () throws(FileError) in try directory.openFile(path) }
        let status = try Refusal.folding { () throws(FileError) in
            try file.status(path: shown(path.text))
        }
        try check(status, of: path.text)
        guard status.st_nlink == 1 else { throw .linked(path: shown(path.text)) }
        return try Refusal.folding { () throws(FileError) in
            try file.readAll(size: Int(status.st_size), limit: limit, path: shown(path.text))
        }
    }

    /// Opens a folder in it if it and its parents are private.
    func folder(_ path: RelativePath) throws(Refusal) -> Descriptor {
        if !path.isRoot { _ = try folder(path.parent) }
        let opened = try Refusal.folding { () throws(FileError) in try directory.openDirectory(path) }
        let status = try Refusal.folding { () throws(FileError) in
            try opened.status(path: shown(path.text))
        }
        try check(status, of: path.text)
        return opened
    }

    private func check(_ status: stat, of relative: String) throws(Refusal) {
        let shown = relative.isEmpty ? path.string : shown(relative)
        guard status.st_uid == geteuid() else { throw .foreign(path: shown, owner: status.st_uid) }
        guard status.st_mode & 0o077 == 0 else {
            throw .exposed(path: shown, mode: UInt32(status.st_mode & 0o7777))
        }
    }
}

extension PrivateDirectory.Refusal {
    static func folding<Value: ~Copyable>(
        _ body: () throws(FileError) -> Value
    ) throws(PrivateDirectory.Refusal) -> Value {
        do throws(FileError) { return try body() } catch { throw .file(error) }
    }
}

extension PrivateDirectory.Refusal: CustomStringConvertible {
    /// The error in plain words, without a full stop.
    public var description: String {
        switch self {
        case .file(let error): error.description
        case .exposed(let path, let mode):
            "\(path): other users have access to it (mode \(String(mode, radix: 8)))"
        case .foreign(let path, let owner): "\(path): belongs to another user (number \(owner))"
        case .linked(let path): "\(path): has a second name (a hard link)"
        }
    }
}

extension PrivateDirectory {
    /// Writes a file with mode 0600; it is complete at every moment and on the disk on return. Missing
    /// folders are made with mode 0700.
    ///
    /// - Parameter before: the bytes that were read; `nil` if the path must be free.
    /// - Throws: `file(.exists)` or `file(.changedOnDisk)` if another file is there. The disk is then as it
    ///   was.
    public func write(_ relative: String, bytes: [UInt8], before: [UInt8]?) throws(Refusal) {
        let path = try Refusal.folding { () throws(FileError) in try RelativePath(relative) }
        let folder = try makeFolder(path.parent)
        do throws(FileError) {
            var file = try TemporaryFile.create(
                in: folder, bytes: bytes, permissions: 0o600, durability: .synced, path: shown(relative),
                name: directory.temporaries.new())
            if let before {
                try file.install(over: path.name, holding: before)
            } else {
                try file.install(asNew: path.name)
            }
        } catch {
            throw .file(error)
        }
        try sync(path.parent)
    }

    /// Removes a file that has exactly these bytes.
    ///
    /// - Throws: `file(.changedOnDisk)` if it has others, or as ``read(_:limit:)``.
    public func remove(_ relative: String, expecting bytes: [UInt8]) throws(Refusal) {
        try Refusal.folding { () throws(FileError) in try directory.remove(relative, expecting: bytes) }
    }

    private func makeFolder(_ path: RelativePath) throws(Refusal) -> Descriptor {
        do throws(Refusal) {
            return try folder(path)
        } catch {
            guard case .file(.notFound) = error, !path.isRoot else { throw error }
        }
        let parent = try makeFolder(path.parent)
        if mkdirat(parent.raw, path.name, 0o700) != 0, errno != EEXIST {
            throw .file(FileError(call: "mkdir", path: shown(path.text), code: errno))
        }
        return try folder(path)
    }

    /// Waits until the name is on the disk too.
    private func sync(_ path: RelativePath) throws(Refusal) {
        let folder = try folder(path)
        if fsync(folder.raw) != 0, errno != EINVAL {
            throw .file(FileError(call: "fsync", path: shown(path.text), code: errno))
        }
    }
}
