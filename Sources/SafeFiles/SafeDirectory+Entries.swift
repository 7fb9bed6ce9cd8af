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

/// The contents of one directory, in the order in which the paths below it sort.
struct FolderContents: Sendable {
    enum Entry: Sendable {
        case file(ScannedFile)
        /// A directory to enter.
        case folder(String)
    }

    var entries: [Entry] = []
    var problems: [ScanProblem] = []

    /// The paths of the directories to enter, in order.
    var subfolders: [String] {
        entries.compactMap { if case .folder(let path) = $0 { path } else { nil } }
    }

    var fileCount: Int { entries.count }
}

/// Lists directories one after the other, and reuses its buffers.
public struct FolderLister: ~Copyable {
    let store: SafeDirectory
    private let stamps: Bool
    private let budget: NameBudget
    private let reader = DirectoryReader()
    /// The names of one directory, each with a 0 at its end.
    private(set) var names: [UInt8] = []
    private(set) var found: [Found] = []
    /// True if the last directory contains a repository: it is a submodule or a clone, and belongs to that
    /// repository.
    private(set) var holdsRepository = false
    /// The path of the directory and a `/`, followed by each entry in turn.
    private var path: [UInt8] = []

    /// A name in `names`, without its 0, and its type.
    struct Found {
        let range: Range<Int>
        var type: EntryType?
    }

    /// A lister below a root.
    ///
    /// - Parameters:
    ///   - store: the root.
    ///   - stamps: true to find each file's stamp.
    ///   - budget: the number of names that may still be read.
    public init(store: SafeDirectory, stamps: Bool, budget: NameBudget) {
        self.store = store
        self.stamps = stamps
        self.budget = budget
    }

    /// Returns the entries of `folder`.
    ///
    /// - Parameter depthLimit: set if its subdirectories are nested too deep to enter; for the message.
    mutating func list(_ folder: String, depthLimit: Int?) -> FolderContents {
        var listing = FolderContents()
        do {
            let directory = try store.openDirectory(try RelativePath(folder))
            try readNames(of: directory, folder: folder)
            if holdsRepository, !isTop(folder) {
                listing.problems.append(ScanProblem(path: folder, reason: .otherRepository))
            }
            sortNames(in: directory, folder: folder)
            path.removeAll(keepingCapacity: true)
            if !folder.isEmpty, folder != "." {
                path.append(contentsOf: folder.utf8)
                path.append(UInt8(ascii: "/"))
            }
            listing.entries.reserveCapacity(found.count)
            let prefix = path.count
            for item in found {
                path.removeSubrange(prefix...)
                path.append(contentsOf: names[item.range])
                add(item, in: directory, depthLimit: depthLimit, to: &listing)
            }
        } catch .symbolicLink {
            listing.problems.append(ScanProblem(path: folder, reason: .notRegular(.symbolicLink)))
        } catch {
            store.overlooked.note(error)
            listing.problems.append(ScanProblem(path: folder, reason: .unreadable(error)))
        }
        return listing
    }

    mutating func readNames(of directory: borrowing Descriptor, folder: String) throws(FileError) {
        // Taken out, because a closure can't change the value that calls it.
        var names: [UInt8] = []
        var found: [Found] = []
        swap(&names, &self.names)
        swap(&found, &self.found)
        names.removeAll(keepingCapacity: true)
        found.removeAll(keepingCapacity: true)
        var holdsRepository = false
        let code = reader.forEach(in: directory) { name, type in
            guard name[0] != UInt8(ascii: ".") else {
                if name.elementsEqual(".git".utf8) { holdsRepository = true }
                return true
            }
            guard budget.take() else { return false }
            let start = names.count
            names.append(contentsOf: name)
            found.append(Found(range: start..<names.count, type: type))
            names.append(0)
            return true
        }
        self.names = names
        self.found = holdsRepository && !isTop(folder) ? [] : found
        self.holdsRepository = holdsRepository
        guard code == 0 else { throw FileError(call: "getdents64", path: folder, code: code) }
    }

    /// Returns true for the store itself and folders directly in it, which the store's owner chose.
    private func isTop(_ folder: String) -> Bool { !folder.utf8.contains(0x2F) }

    /// Sorts by the bytes of the paths below: a directory sorts as if its name ended in `/`, so that `a.yaml`
    /// comes before the contents of `a`.
    mutating func sortNames(in directory: borrowing Descriptor, folder: String) {
        for index in found.indices where found[index].type == nil {
            found[index].type = SafeDirectory.type(of: names[found[index].range], in: directory) { code in
                let name = String(decoding: names[found[index].range], as: UTF8.self)
                let path = folder.isEmpty || folder == "." ? name : folder + "/" + name
                store.overlooked.note(FileError(call: "fstatat", path: path, code: code))
            }
        }
        let folderEnd = UInt8(ascii: "/")
        names.withUnsafeBytes { names in
            found.sort { one, other in
                let shared = min(one.range.count, other.range.count)
                let left = UnsafeRawBufferPointer(rebasing: names[one.range])
                let right = UnsafeRawBufferPointer(rebasing: names[other.range])
                if let leftStart = left.baseAddress, let rightStart = right.baseAddress {
                    let order = memcmp(leftStart, rightStart, shared)
                    if order != 0 { return order < 0 }
                }
                let leftNext = left.count > shared ? left[shared] : one.type == .directory ? folderEnd : 0
                let rightNext =
                    right.count > shared ? right[shared] : other.type == .directory ? folderEnd : 0
                return leftNext < rightNext
            }
        }
    }

    /// Adds one entry whose path is in `path`.
    private func add(
        _ item: Found, in directory: borrowing Descriptor, depthLimit: Int?, to listing: inout FolderContents
    ) {
        guard let text = String(validating: path, as: UTF8.self) else {
            let shown = DirectoryEntry.escaped(path)
            listing.problems.append(ScanProblem(path: shown, reason: .nameNotUTF8))
            return
        }
        switch item.type {
        case .file:
            addFile(text, item: item, in: directory, to: &listing)
        case .directory:
            if let depthLimit {
                listing.problems.append(ScanProblem(path: text, reason: .tooDeep(limit: depthLimit)))
            } else {
                listing.entries.append(.folder(text))
            }
        case let type:
            listing.problems.append(ScanProblem(path: text, reason: .notRegular(type ?? .other)))
        }
    }

    private func addFile(
        _ path: String, item: Found, in directory: borrowing Descriptor, to listing: inout FolderContents
    ) {
        var stamp: DiskStamp?
        if stamps {
            var status = stat()
            let code = names.withUnsafeBytes { names in
                // The name is followed by its 0; there is no name without bytes.
                guard let start = names.baseAddress else { return ENOENT }
                let name = (start + item.range.lowerBound).assumingMemoryBound(to: CChar.self)
                return fstatat(directory.raw, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? 0 : errno
            }
            guard code == 0 else {
                let error = FileError(call: "fstatat", path: path, code: code)
                store.overlooked.note(error)
                listing.problems.append(ScanProblem(path: path, reason: .unreadable(error)))
                return
            }
            let type = EntryType(mode: status.st_mode)
            guard type == .file else {
                listing.problems.append(ScanProblem(path: path, reason: .notRegular(type)))
                return
            }
            stamp = DiskStamp(status)
        }
        listing.entries.append(.file(ScannedFile(path: path, stamp: stamp)))
    }
}

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
