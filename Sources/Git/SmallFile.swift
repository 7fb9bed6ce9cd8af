internal import Glibc

/// The kind of a directory entry; links are not followed.
enum EntryKind: Equatable {
    case file, directory, link, other

    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: self = .file
        case S_IFDIR: self = .directory
        case S_IFLNK: self = .link
        default: self = .other
        }
    }
}

/// Reads small regular files of a Git directory without following a link and without waiting.
enum SmallFile {
    /// More than any file that is read here has.
    static let limit = 1024 * 1024

    /// - Parameter isFollowed: true if `path` may be a link; only for files of the user's own configuration.
    static func bytes(_ path: String, isFollowed: Bool = false) -> [UInt8]? {
        let file = open(path, O_RDONLY | (isFollowed ? 0 : O_NOFOLLOW) | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit else {
            return nil
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var have = 0
        while have < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                read(file, buffer.baseAddress.map { $0 + have }, buffer.count - have)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            have += count
        }
        return Array(bytes[..<have])
    }

    static func text(_ path: String) -> String? {
        bytes(path).flatMap { String(validating: $0, as: UTF8.self) }
    }

    /// Returns the first line.
    static func line(_ text: Substring) -> String {
        String(text.prefix { $0 != "\n" && $0 != "\r\n" && $0 != "\r" })
    }
}
