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
