internal import Git
internal import GitIndex
internal import SafeFiles

/// Updates Git's index with a change: only the same paths, with the known names and stats. The new index is
/// written beside the old one and renamed into its place; the old one is kept until the change is complete.
struct IndexChanges {
    let journal: Journal
    let directory: SafeDirectory
    let files: SafeDirectory
    let repository: StoreRepository
    let durability: Durability

    /// The largest index that is read, in bytes: some 10 million files.
    static let limit = 1 << 30

    func publish(_ changes: [BlobChange]) throws(StoreError) {
        do {
            let status = try files.fileStatus("index")
            let wanted = try wanted(changes)
            // The bytes are passed on, not kept: the change is then made in place.
            let (kept, new) =
                try status.map { status in
                    try changed(files.read("index", limit: IndexChanges.limit), status: status, by: wanted)
                } ?? made(wanted)
            // If there was no index, taking back leaves an empty one.
            if let kept {
                try files.write(journal.oldIndex, bytes: kept, expecting: .absent, durability: durability)
            } else {
                try keepIndex()
            }
            try files.write(journal.newIndex, bytes: new, expecting: .absent, durability: durability)
            try files.rename(journal.newIndex, over: "index")
        } catch let error as FileError {
            throw .file(error)
        } catch let error as IndexError {
            throw .repository(message: error.description, help: error.help)
        } catch {
            throw .repository(message: "\(error)", help: nil)
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
