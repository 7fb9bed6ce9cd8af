internal import CLinux
internal import Glibc

extension SafeDirectory {
    /// Returns the entries of one directory except `.` and `..`, including hidden names, sorted by the bytes
    /// of the name.
    ///
    /// - Parameter relative: the path below the root; empty or `.` for the root itself.
    /// - Throws: ``FileError``, for example `notFound` or `notDirectory`.
    public func entries(in relative: String) throws(FileError) -> [DirectoryEntry] {
        let path = try RelativePath(relative)
        let directory = try openDirectory(path)
        var found: [(name: [UInt8], type: EntryType?)] = []
        let code = DirectoryReader().forEach(in: directory) { name, type in
            found.append((Array(name), type))
            return true
        }
        guard code == 0 else {
            let error = FileError(call: "getdents64", path: relative, code: code)
            failures.note(error)
            throw error
        }
        return found.map { name, type in
            let type = type ?? SafeDirectory.type(of: name, in: directory)
            return DirectoryEntry(bytes: name, type: type)
        }.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    /// Returns the type of a name if the file system did not tell it with the name.
    ///
    /// - Parameter failed: called with the error number if it can't be found either; the type is `.other`
    ///   then.
    static func type(
        of name: some Collection<UInt8>, in directory: borrowing Descriptor, failed: (CInt) -> Void = { _ in }
    ) -> EntryType {
        var status = stat()
        let bytes = name.map { CChar(bitPattern: $0) } + [0]
        guard fstatat(directory.raw, bytes, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            failed(errno)
            return .other
        }
        return EntryType(mode: status.st_mode)
    }
}

/// One name in a directory.
public struct DirectoryEntry: Sendable, Hashable {
    /// The name in the file system: any bytes except NUL and `/`.
    public let bytes: [UInt8]
    /// The name as text; `nil` if its bytes are not UTF-8. No file of a store has such a name, and this
    /// target can't open one.
    public let name: String?
    /// The type of the entry; a link is never followed.
    public let type: EntryType

    init(bytes: [UInt8], type: EntryType) {
        self.bytes = bytes
        self.name = String(validating: bytes, as: UTF8.self)
        self.type = type
    }

    /// The name for a message: unchanged, or with each byte outside ASCII as `\xHH` if it is not UTF-8.
    public var displayName: String { name ?? DirectoryEntry.escaped(bytes) }

    /// Returns `bytes` as text, with each byte outside ASCII as `\xHH`.
    public static func escaped(_ bytes: some Sequence<UInt8>) -> String {
        var text = ""
        for byte in bytes {
            if byte < 0x80 {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "\\x" + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}

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

extension SafeDirectory {
    /// Returns `relative` as the disk spells it; `nil` if nothing has this name.
    ///
    /// Names are canonically equivalent if they differ only in the composition of accents (`é` as one scalar
    /// or two; some systems write the latter). An exact match takes precedence. A directory is listed only if
    /// a part beyond ASCII is not found as written.
    public func spelling(of relative: String) -> String? {
        var found = ""
        for part in relative.split(separator: "/") {
            let path = found.isEmpty ? String(part) : found + "/" + part
            if (try? entryType(path)) != nil {
                found = path
                continue
            }
            guard part.utf8.contains(where: { $0 >= 0x80 }),
                let names = try? entries(in: found.isEmpty ? "." : found).lazy.compactMap(\.name),
                // `==` on strings is canonical equivalence.
                let name = names.first(where: { $0 == part })
            else { return nil }
            found += found.isEmpty ? name : "/" + name
        }
        return found
    }
}
