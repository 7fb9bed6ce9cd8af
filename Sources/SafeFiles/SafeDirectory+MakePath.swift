internal import Glibc
public import SystemPackage

extension SafeDirectory {
    /// Makes a directory and its missing parents, as `mkdir -p` does. For the root of a new store, which a
    /// person names; links in the path are followed.
    ///
    /// - Throws: ``FileError`` if a directory can't be made.
    public static func makePath(_ path: FilePath, permissions: UInt32 = 0o777) throws(FileError) {
        if path.isEmpty { return }
        if path.withPlatformString({ mkdir($0, permissions) }) == 0 { return }
        switch errno {
        case EEXIST: return
        case ENOENT:
            let parent = path.removingLastComponent()
            guard parent != path, !parent.isEmpty else { throw .notFound(path: path.string) }
            try makePath(parent, permissions: permissions)
            if path.withPlatformString({ mkdir($0, permissions) }) != 0, errno != EEXIST {
                throw FileError(call: "mkdir", path: path.string, code: errno)
            }
        case let code: throw FileError(call: "mkdir", path: path.string, code: code)
        }
    }
}
