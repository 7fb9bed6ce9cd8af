internal import Glibc
public import SystemPackage

extension SafeDirectory {
    /// Makes a directory and what is missing above it, as `mkdir -p` does. For the root of a new store,
    /// which a person names; links on the way are followed.
    ///
    /// - Throws: `notFound` if nothing on the way exists, `notDirectory`, `permissionDenied`, `system`.
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
