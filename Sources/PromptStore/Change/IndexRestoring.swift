internal import Git
internal import GitIndex
internal import SafeFiles

/// Removes a change from Git's index if a killed process left it there.
///
/// The old index was kept. While the lock is ours, nobody else has changed the present one, and the old one
/// is restored completely. If somebody removed the lock, or the kept index is damaged, only the paths of the
/// change are restored, and later staged changes stay.
struct IndexRestorer {
    let journal: Journal
    let files: SafeDirectory
    let repository: StoreRepository

    /// Returns true if the new index took its place.
    private func isPublished() throws(FileError) -> Bool {
        guard try files.entryType(journal.oldIndex) == .file else { return false }
        return try files.entryType(journal.newIndex) == nil
    }

    /// Returns true if the change is staged and its lock is gone, because somebody removed it.
    func isLeftAhead() throws(FileError) -> Bool {
        guard try isPublished() else { return false }
        return try !IndexLock(journal: journal, files: files).isOurs()
    }

    /// Returns true if the user has committed the staged change: then it belongs to them, and is not taken
    /// back.
    func isCommitted(in tree: ObjectID) throws(GitError) -> Bool {
        for entry in journal.entries where entry.isChange {
            let found = try repository.gitRepository.entry(repository.repositoryPath(entry.path), in: tree)
            guard found?.id == entry.after else { return false }
            if let modes = entry.permissions?.modes, found?.mode != modes.after { return false }
        }
        return true
    }

    /// Restores the index. Afterwards the lock is ours, unless it was removed and nothing had to be restored.
    func run() throws(FileError) {
        let lock = IndexLock(journal: journal, files: files)
        let isOurs = try lock.isOurs()
        guard try isPublished() else { return }
        let old = try kept()
        if isOurs, old != nil {
            try files.rename(journal.oldIndex, over: "index")
            return
        }
        if !isOurs {
            try files.discard(journal.lockSource)
            guard try lock.take() else { throw .exists(path: IndexLock.file) }
        }
        try putBackPaths(old)
    }

    private func putBackPaths(_ old: IndexFile?) throws(FileError) {
        guard var present = try index("index") else { return }
        var changes: [IndexChange] = []
        for entry in journal.entries where entry.isChange {
            let path = Array(repository.repositoryPath(entry.path).utf8)
            let now = present.entry(path)
            // Any other id was staged later.
            guard now?.id == entry.after else { continue }
            if let modes = entry.permissions?.modes, now?.mode != modes.after.rawValue { continue }
            if let before = old.map({ $0.entry(path) }) ?? nil {
                changes.append(.set(path: path, id: before.id, mode: before.mode, stat: .unknown))
            } else if old == nil, let before = entry.before {
                let mode = entry.permissions?.modes.before.rawValue ?? now?.mode ?? FileMode.file.rawValue
                changes.append(.set(path: path, id: before, mode: mode, stat: .unknown))
            } else {
                changes.append(.remove(path: path))
            }
        }
        let modified = try files.fileStatus("index")?.modified ?? (0, 0)
        guard !changes.isEmpty, (try? present.update(changes, indexModified: modified)) != nil else { return }
        try files.discard(journal.newIndex)
        try files.write(journal.newIndex, bytes: present.serialised(), expecting: .absent)
        try files.rename(journal.newIndex, over: "index")
    }

    /// Returns the old index; `nil` if it is damaged. If the end of a file was zeroed, it looks as if Git had
    /// been told to omit the checksum (`index.skipHash`); but then the new index, made from it, would have
    /// none either.
    private func kept() throws(FileError) -> IndexFile? {
        guard let old = try index(journal.oldIndex) else { return nil }
        if !old.hasChecksum, try index("index")?.hasChecksum != false { return nil }
        return old
    }

    /// Returns `nil` if the file is not a valid index.
    private func index(_ path: String) throws(FileError) -> IndexFile? {
        try? IndexFile(try files.read(path, limit: IndexChanges.limit))
    }
}
