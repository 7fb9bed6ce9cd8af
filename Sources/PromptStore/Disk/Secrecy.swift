internal import CLinux
internal import Glibc

extension Host {
    /// From here on no core file of this process is written and nobody but root can look into it. For commands that hold
    /// secrets.
    ///
    /// - Returns: whether the system agreed.
    public static func forbidCoreFiles() -> Bool { clinux_no_core() == 0 }
}

extension StoreDirectory {
    /// The root's path without links, as the system has it now.
    ///
    /// - Throws: `system` if `/proc` can't be read.
    public func realPath() throws(FileError) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/self/fd/\(root)", &buffer, buffer.count - 1)
        guard count > 0 else { throw FileError(call: "readlink", path: ".", code: errno) }
        return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
