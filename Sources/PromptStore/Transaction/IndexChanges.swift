internal import Git
internal import GitIndex
internal import SafeFiles

/// Updates Git's index with a change: only the same paths, with the known names and stats. The new index is
/// written beside the old one and renamed over it; the old one is kept until the change is complete.
struct IndexChanges {
    let journal: Journal
    let directory: SafeDirectory
    let files: SafeDirectory
    let repository: StoreRepository
    let durability: Durability

    /// The largest index that is read, in bytes: some 10 million files.
    static let limit = 1 << 30

    func publish(_ changes: [BlobChange]) throws(StoreError) {
        var old: [UInt8]?
        let (status, wanted) = try StoreError.folding {
            () throws(FileError) -> (FileStatus?, [IndexChange]) in
            let status = try files.fileStatus("index")
            if status != nil { old = try files.read("index", limit: IndexChanges.limit) }
            return (status, try self.wanted(changes))
        }
        let (kept, new) = try StoreError.folding { () throws(IndexError) -> ([UInt8]?, [UInt8]) in
            // The bytes are passed on, not kept: the change is then made in place.
            guard let status, let bytes = old.take() else { return try made(wanted) }
            return try changed(bytes, status: status, by: wanted)
        }
        try StoreError.folding { () throws(FileError) in
            // If there was no index, taking back leaves an empty one.
            if let kept {
                try files.write(journal.oldIndex, bytes: kept, expecting: .absent, durability: durability)
            } else {
                try keepIndex()
            }
            try files.write(journal.newIndex, bytes: new, expecting: .absent, durability: durability)
            try files.rename(journal.newIndex, over: "index")
        }
    }

    /// On many systems another user's file can't be linked (`fs.protected_hardlinks`); it is copied instead.
    private func keepIndex() throws(FileError) {
        do throws(FileError) {
            try files.link("index", as: journal.oldIndex)
        } catch .permissionDenied {
            let bytes = try files.read("index", limit: IndexChanges.limit)
            try files.write(journal.oldIndex, bytes: bytes, expecting: .absent, durability: durability)
        }
    }

    private func changed(
        _ old: consuming [UInt8], status: FileStatus, by changes: [IndexChange]
    ) throws(IndexError) -> ([UInt8]?, [UInt8]) {
        var index = try IndexFile(old)
        try index.update(changes, indexModified: status.modified)
        return (nil, index.serialised())
    }

    /// - Returns: the content to keep of an index that does not exist yet, and the new one.
    private func made(_ changes: [IndexChange]) throws(IndexError) -> ([UInt8]?, [UInt8]) {
        var index = IndexFile()
        let kept = index.serialised()
        try index.update(changes, indexModified: (0, 0))
        return (kept, index.serialised())
    }

    private func wanted(_ changes: [BlobChange]) throws(FileError) -> [IndexChange] {
        var wanted: [IndexChange] = []
        for change in changes {
            let path = Array(repository.repositoryPath(change.path).utf8)
            guard let stored = change.stored else {
                wanted.append(.remove(path: path))
                continue
            }
            // If the state is unknown, Git compares the file itself.
            let status = change.isEdited ? nil : try directory.fileStatus(change.path)
            // The mode of the tree: the disk may have another one that Git ignores (`core.fileMode`).
            wanted.append(
                .set(
                    path: path, id: stored, mode: change.mode.rawValue,
                    stat: status.map(IndexStat.init) ?? .unknown))
        }
        return wanted
    }
}

extension IndexStat {
    init(_ status: FileStatus) {
        self.init(
            changed: status.changed, modified: status.modified, device: status.device, inode: status.inode,
            user: UInt32(truncatingIfNeeded: status.user), group: UInt32(truncatingIfNeeded: status.group),
            size: UInt64(max(0, status.size)))
    }
}

/// Git's own lock on its index, held while a transaction changes work tree, index and reference: `git commit`
/// and `git add` wait or fail.
///
/// The lock file is a link to a file of ours with our token in it, so that it is recognized as ours from its
/// first moment.
struct IndexLock {
    let journal: Journal
    let files: SafeDirectory

    static let file = "index.lock"
    /// The time that Git may hold it, in milliseconds: as long as it writes its index.
    static let patience = 3000

    /// - Returns: false if another process holds it for too long.
    func take() throws(FileError) -> Bool {
        // If a power cut removes its text, it is recognized as the same file.
        try files.write(journal.lockSource, bytes: journal.lockText, expecting: .absent, durability: .none)
        let deadline = Host.millisecondsSinceStart() + Int64(IndexLock.patience)
        var pause: UInt32 = 1
        while true {
            do throws(FileError) {
                try files.link(journal.lockSource, as: IndexLock.file)
                return true
            } catch .exists {
                guard Host.millisecondsSinceStart() < deadline else {
                    try files.discard(journal.lockSource)
                    return false
                }
            }
            Host.pause(milliseconds: pause)
            pause = min(pause * 2, 25)
        }
    }

    /// Returns true if the lock is ours, by its content, or, if a power cut has removed that, by being the
    /// same file.
    func isOurs() throws(FileError) -> Bool {
        if try files.isLink(IndexLock.file, to: journal.lockSource) { return true }
        return try IndexLock.content(in: files) == journal.lockText
    }

    /// Removes the lock if it is ours, and in any case promptpal's own file that the lock links to.
    ///
    /// - Throws: ``FileError`` if the disk fails.
    func release() throws(FileError) {
        if try isOurs() { try files.discard(IndexLock.file) }
        try files.discard(journal.lockSource)
    }

    /// Returns true if a killed promptpal process left the lock. The store's lock must be held, without which
    /// no promptpal process takes this one.
    static func isOfDeadProcess(in files: SafeDirectory) throws(FileError) -> Bool {
        try content(in: files)?.starts(with: Array("promptpal ".utf8)) ?? false
    }

    private static func content(in files: SafeDirectory) throws(FileError) -> [UInt8]? {
        do throws(FileError) { return try files.read(IndexLock.file, limit: 4096) } catch {
            switch error {
            case .system, .permissionDenied: throw error
            // A lock that Git wrote may be as large as an index.
            default: return nil
            }
        }
    }
}

/// Removes a change from Git's index if a killed process left it there.
///
/// The old index was kept. While the lock is ours, nobody else has changed the present one, and the old one
/// is restored completely. If somebody removed the lock, or the kept index is damaged, only the paths of the
/// change are restored, and later staged changes stay.
struct IndexRestorer {
    let journal: Journal
    let files: SafeDirectory
    let repository: StoreRepository

    /// Returns true if the new index has replaced the old one.
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
