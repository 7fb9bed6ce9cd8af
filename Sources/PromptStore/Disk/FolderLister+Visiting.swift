internal import Glibc
internal import PromptCore
internal import PromptIndex

extension FolderLister {
    /// Calls `file` for each of the store's own files in a directory, with its stamp, and `directory` for each directory
    /// in it; both with the name alone, in the order of the paths, and without making a text of any. Hidden names, other
    /// files, links and what vanishes meanwhile are passed over. What can't be looked at is noted as overlooked by the
    /// store's directory; where that is the directory itself, none of its files is found.
    mutating func visit(
        _ folder: String, file: (UnsafeRawBufferPointer, ScannedFile.Kind, FileStamp) -> Void,
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
                    let kind = ScannedFile.Kind(name: name)
                    if kind == .other { continue }
                    var status = stat()
                    // The name has its 0 behind it.
                    let path = start.assumingMemoryBound(to: CChar.self)
                    guard fstatat(opened.raw, path, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                        let code = errno
                        let path = folder + "/" + String(decoding: name, as: UTF8.self)
                        store.overlooked.note(FileError(call: "fstatat", path: path, code: code))
                        continue
                    }
                    guard EntryType(mode: status.st_mode) == .file else { continue }
                    file(name, kind, FileStamp(status))
                }
            }
        } catch {
            store.overlooked.note(error)
        }
    }
}
