internal import Git
internal import SafeFiles

/// The work-tree side of a transaction: its steps forward, and the same steps finished or taken back from any
/// state that a killed process left. Every step may be repeated.
struct WorkTreeChange {
    let journal: Journal
    let directory: SafeDirectory
    let repository: Repository

    /// The content at a path.
    private enum Found: Equatable {
        case nothing
        case file(ObjectID)
        /// A folder, a link, a file that is too large: not written by promptpal.
        case other

        static func of(_ id: ObjectID?) -> Found { id.map(Found.file) ?? .nothing }
    }

    /// Gives one path its new content; the old content stays beside it.
    func apply(
        at index: Int, entry: Draft.Entry, permissions: FilePermissions = .usual,
        durability: Durability = .ordered
    ) throws(FileError) {
        let temporary = journal.temporary(index)
        if let change = journal.entries[index].permissions, let bytes = entry.after {
            // Another user's file can be swapped, but its permissions can't be changed.
            try directory.swapIn(
                entry.path, bytes: bytes, for: bytes, temporary: temporary,
                permissions: FilePermissions(bits: change.after), durability: durability)
            return
        }
        if entry.isRecorded { return }
        switch (entry.before, entry.after) {
        case (let before?, let after?):
            try directory.swapIn(
                entry.path, bytes: after, for: before, temporary: temporary, permissions: permissions,
                durability: durability)
        case (nil, let after?):
            try directory.putNew(
                entry.path, bytes: after, temporary: temporary, permissions: permissions,
                durability: durability)
        case (let before?, nil): try directory.takeOut(entry.path, holding: before, temporary: temporary)
        case (nil, nil): break
        }
    }

    /// Removes the kept old contents, and folders that have become empty.
    ///
    /// - Throws: the first error of the disk, after all steps were tried.
    func finish() throws(FileError) {
        try forEach(in: journal.entries.indices) { index throws(FileError) in
            let entry = journal.entries[index]
            let path = journal.temporaryPath(index)
            let left = try found(path)
            if left != .nothing, left == .of(entry.before) || left == .of(entry.after) {
                try directory.discard(path)
            }
            if entry.after == nil { removeEmptyFolders(above: entry.path) }
        }
    }

    /// Restores every path. A file that has neither the old nor the new content is the user's and stays.
    ///
    /// - Throws: the first error of the disk, after all steps were tried.
    func takeBack() throws(FileError) {
        try forEach(in: journal.entries.indices.reversed()) { index throws(FileError) in
            try takeBack(
                journal.entries[index], path: journal.temporaryPath(index),
                temporary: journal.temporary(index))
        }
        for folder in journal.folders.reversed() { try? directory.removeDirectory(folder) }
    }

    private func forEach(
        in indices: some Sequence<Int>, body: (Int) throws(FileError) -> Void
    ) throws(FileError) {
        var failure: FileError?
        for index in indices where journal.entries[index].isChange {
            do throws(FileError) { try body(index) } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    private func takeBack(
        _ entry: Journal.Entry, path: String, temporary: String
    ) throws(FileError) {
        let there = try found(entry.path)
        if let change = entry.permissions {
            // Both files have the same content: the permission bits distinguish them.
            if there == .of(entry.before), try found(path) == there, try bits(entry.path) == change.after {
                try directory.swapBack(entry.path, temporary: temporary)
            }
        } else if let before = entry.before {
            if try found(path) == .file(before) {
                if there == .nothing {
                    try directory.putBack(entry.path, temporary: temporary)
                } else if there == .of(entry.after) {
                    try directory.swapBack(entry.path, temporary: temporary)
                }
            }
        } else if there != .nothing, there == .of(entry.after), let bytes = try read(entry.path) {
            do throws(FileError) {
                try directory.takeOut(entry.path, holding: bytes, temporary: temporary)
            } catch .changedOnDisk {
                // A newer file of the user.
            }
        }
        try discardOwn(path, of: entry)
    }

    /// Removes the file under the temporary name if it has the new content, or the part of it that was
    /// written; and the old content if it is at its path again.
    private func discardOwn(_ path: String, of entry: Journal.Entry) throws(FileError) {
        guard let bytes = try read(path) else { return }
        let name = id(of: bytes)
        let there = try found(entry.path)
        let isOld = name == entry.before && there == .of(entry.before)
        let isNew = name == entry.after
        let isPart = entry.after.map { (try? repository.blob($0))?.starts(with: bytes) ?? false } ?? false
        if isOld || isNew || isPart || bytes.isEmpty { try directory.discard(path) }
    }

    private func removeEmptyFolders(above path: String) {
        var parts = path.split(separator: "/").dropLast()
        // The top folders of a store (prompts, trash) stay.
        while parts.count > 1 {
            guard (try? directory.removeDirectory(parts.joined(separator: "/"))) != nil else { return }
            parts = parts.dropLast()
        }
    }

    private func found(_ path: String) throws(FileError) -> Found {
        guard let type = try entryType(path) else { return .nothing }
        guard type == .file, let bytes = try read(path), let id = id(of: bytes) else { return .other }
        return .file(id)
    }

    /// Returns the permission bits of a file; `nil` if there is no file of this name.
    private func bits(_ path: String) throws(FileError) -> UInt32? {
        try directory.fileStatus(path).map { UInt32($0.mode & 0o777) }
    }

    private func entryType(_ path: String) throws(FileError) -> EntryType? {
        do throws(FileError) { return try directory.entryType(path) } catch {
            if case .notDirectory = error { return nil }
            throw error
        }
    }

    /// Returns `nil` if there is no file, or one that promptpal can't have written.
    private func read(_ path: String) throws(FileError) -> [UInt8]? {
        do throws(FileError) { return try directory.read(path, limit: Store.maxBytes(at: path) + 1) } catch {
            switch error {
            case .system, .permissionDenied: throw error
            default: return nil
            }
        }
    }

    private func id(of bytes: [UInt8]) -> ObjectID? { try? repository.blobID(of: bytes) }
}
