internal import Glibc

extension FolderLister {
    /// Calls `file` for each matching file in a directory, with its stamp, and `directory` for each directory
    /// in it; both with the name alone, sorted by path, and without making strings. Hidden names, other
    /// files, links and files that disappear in the meantime are skipped. Entries that can't be read are
    /// recorded as overlooked by the root; if that is the directory itself, none of its files is found.
    ///
    /// - Parameters:
    ///   - folder: the directory, below the root.
    ///   - isWanted: returns true for the names of files to visit.
    ///   - file: called with name and stamp.
    ///   - directory: called with the name.
    public mutating func visit(
        _ folder: String, isWanted: (UnsafeRawBufferPointer) -> Bool,
        file: (UnsafeRawBufferPointer, DiskStamp) -> Void,
        directory: (UnsafeRawBufferPointer) -> Void
    ) {
        do throws(FileError) {
            let opened = try store.openDirectory(try RelativePath(folder))
            try readNames(of: opened, folder: folder)
            sortNames(in: opened, folder: folder)
            let found = found
            names.withUnsafeBytes { names in
                for item in found {
                    let name = UnsafeRawBufferPointer(rebasing: names[item.range])
                    if item.type == .directory { directory(name) }
                    guard item.type == .file, let start = name.baseAddress else { continue }
                    guard isWanted(name) else { continue }
                    var status = stat()
                    // The name is followed by its 0.
                    let path = start.assumingMemoryBound(to: CChar.self)
                    guard fstatat(opened.raw, path, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                        let code = errno
                        let path = folder + "/" + String(decoding: name, as: UTF8.self)
                        store.overlooked.note(FileError(call: "fstatat", path: path, code: code))
                        continue
                    }
                    guard EntryType(mode: status.st_mode) == .file else { continue }
                    file(name, DiskStamp(status))
                }
            }
        } catch {
            store.overlooked.note(error)
        }
    }
}
