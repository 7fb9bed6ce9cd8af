internal import Glibc
internal import SystemPackage

/// Paths as the person who started the program means them.
enum WorkingDirectory {
    /// Returns `path` from the root, with `.` and `..` removed by name (links in it are kept).
    static func absolute(_ path: FilePath) -> FilePath {
        guard path.isRelative, let buffer = getcwd(nil, 0) else { return path.lexicallyNormalized() }
        defer { free(buffer) }
        return FilePath(platformString: buffer).pushing(path).lexicallyNormalized()
    }
}
