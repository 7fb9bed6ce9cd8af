internal import CLinux
internal import Glibc

/// Reads the entries of directories with `getdents64(2)` into one buffer, which is reused for the next
/// directory.
struct DirectoryReader: ~Copyable {
    /// One call returns about 1,000 names.
    private static let capacity = 64 * 1024

    private let buffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: capacity, alignment: MemoryLayout<UInt64>.alignment)

    deinit { buffer.deallocate() }

    /// Calls `body` with each name (any bytes except NUL and `/`) except `.` and `..`, and its type, `nil` if
    /// the file system does not tell it. The bytes are valid during the call only. `body` returns false to
    /// stop.
    ///
    /// - Returns: the error number of a call that failed, 0 for none.
    func forEach(
        in directory: borrowing Descriptor, _ body: (UnsafeRawBufferPointer, EntryType?) -> Bool
    ) -> CInt {
        while true {
            let count = clinux_getdents64(directory.raw, buffer.baseAddress, buffer.count)
            if count == 0 { return 0 }
            if count == -Int(EINTR) { continue }
            guard count > 0 else { return CInt(-count) }
            var offset = 0
            // struct linux_dirent64: inode (8 bytes), offset (8), record length (2),
            // type (1), name with its NUL.
            while offset + 19 < count {
                let record = UnsafeRawBufferPointer(rebasing: buffer[offset..<count])
                let length = Int(record.loadUnaligned(fromByteOffset: 16, as: UInt16.self))
                guard length > 19, length <= record.count else { return EIO }
                offset += length
                let field = UnsafeRawBufferPointer(rebasing: record[19..<length])
                guard let end = field.firstIndex(of: 0), end > 0 else { return EIO }
                let name = UnsafeRawBufferPointer(rebasing: field[..<end])
                guard !DirectoryReader.isSelfOrParent(name) else { continue }
                guard body(name, EntryType(directoryEntry: record[18])) else { return 0 }
            }
        }
    }

    private static func isSelfOrParent(_ name: UnsafeRawBufferPointer) -> Bool {
        let dot = UInt8(ascii: ".")
        return name[0] == dot && (name.count == 1 || (name.count == 2 && name[1] == dot))
    }
}
