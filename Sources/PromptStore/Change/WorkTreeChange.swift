internal import GitRepo

/// The work-tree side of a transaction: its steps forward, and the same steps finished or taken back from
/// whatever state a killed process left. Every step may be repeated.
struct WorkTreeChange {
    let journal: Journal
    let directory: StoreDirectory
    let repository: Repository

    /// Brings one path to its new content; what it held stays beside it.
    func apply(_ index: Int, _ entry: Draft.Entry) throws(FileError) {
        if entry.isRecorded { return }
        let temporary = journal.temporary(index)
        switch (entry.before, entry.after) {
        case (let before?, let after?):
            try directory.swapIn(entry.path, after, for: before, temporary: temporary)
        case (nil, let after?): try directory.putNew(entry.path, after, temporary: temporary)
        case (let before?, nil): try directory.takeOut(entry.path, holding: before, temporary: temporary)
        case (nil, nil): break
        }
    }

    /// Removes what was kept for taking back, and folders that have become empty.
    ///
    /// - Returns: false where the disk refused.
    func finish() -> Bool {
        var isDone = true
        for index in journal.entries.indices {
            let entry = journal.entries[index]
            guard entry.before != entry.after else { continue }
            let path = journal.temporaryPath(index)
            if let left = name(of: path), left == entry.before || left == entry.after {
                isDone = discard(path) && isDone
            }
            if entry.after == nil { removeEmptyFolders(above: entry.path) }
        }
        return isDone
    }

    private func discard(_ path: String) -> Bool {
        (try? directory.discard(path)) != nil || (try? directory.discard(path)) != nil
    }

    /// Brings every path back to what it held. A file that is neither old nor new is the user's and stays.
    ///
    /// - Returns: false where the disk refused.
    func takeBack() -> Bool {
        var isDone = true
        for index in journal.entries.indices.reversed() {
            let entry = journal.entries[index]
            guard entry.before != entry.after else { continue }
            isDone = takeBack(entry, journal.temporaryPath(index), journal.temporary(index)) && isDone
        }
        for folder in journal.folders.reversed() { try? directory.removeDirectory(folder) }
        return isDone
    }

    private func takeBack(_ entry: Journal.Entry, _ path: String, _ temporary: String) -> Bool {
        let beside = name(of: path)
        let there = name(of: entry.path)
        if let before = entry.before {
            if beside == before {
                if there == nil, !isTaken(entry.path) {
                    try? directory.putBack(entry.path, temporary: temporary)
                } else if there == entry.after {
                    try? directory.swapBack(entry.path, temporary: temporary)
                }
            }
        } else if there == entry.after, let after = entry.after {
            remove(entry.path, after)
        }
        let isBack = entry.before == nil || beside != entry.before || name(of: entry.path) != entry.after
        return discardOwn(path, entry) && isBack
    }

    /// Removes what is under the temporary name where it is the new content, or the part of it that was
    /// written; and the old content where it stands at its path again.
    private func discardOwn(_ path: String, _ entry: Journal.Entry) -> Bool {
        guard let bytes = read(path) else { return true }
        let name = try? repository.blobID(of: bytes)
        let isOld = name == entry.before && self.name(of: entry.path) == entry.before
        let isNew = name == entry.after
        let isPart = entry.after.map { (try? repository.blob($0))?.starts(with: bytes) ?? false } ?? false
        return isOld || isNew || isPart || bytes.isEmpty ? discard(path) : true
    }

    private func remove(_ path: String, _ content: ObjectID) {
        guard let bytes = read(path), (try? repository.blobID(of: bytes)) == content else { return }
        try? directory.remove(path, expecting: bytes)
    }

    private func removeEmptyFolders(above path: String) {
        var parts = path.split(separator: "/").dropLast()
        // The top folders of a store (prompts, trash) stay.
        while parts.count > 1 {
            guard (try? directory.removeDirectory(parts.joined(separator: "/"))) != nil else { return }
            parts = parts.dropLast()
        }
    }

    private func isTaken(_ path: String) -> Bool {
        do { return try directory.entryType(path) != nil } catch { return true }
    }

    private func read(_ path: String) -> [UInt8]? { try? directory.read(path, limit: .max - 1) }

    private func name(of path: String) -> ObjectID? {
        read(path).flatMap { try? repository.blobID(of: $0) }
    }
}
