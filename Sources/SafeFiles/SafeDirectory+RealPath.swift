internal import Glibc

extension SafeDirectory {
    /// Returns the root's present path without links.
    ///
    /// - Throws: `system` if `/proc` can't be read.
    public func realPath() throws(FileError) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/self/fd/\(root)", &buffer, buffer.count - 1)
        guard count > 0 else { throw FileError(call: "readlink", path: ".", code: errno) }
        return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Returns an existing path, absolute and without links; `nil` if there is none.
    public static func realPath(of path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(validatingCString: found)
    }
}
