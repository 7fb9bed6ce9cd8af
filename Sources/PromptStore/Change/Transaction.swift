/// One change of a store: a draft that is written as a whole and becomes one commit. Nothing else opens a
/// file of the store for writing.
///
/// It begins with the store's lock, so that what is read while it lives is not changed by another promptpal.
/// Editors and Git know nothing of that lock: each file is compared with what was read before it is
/// replaced, and a file that someone changed in between is never overwritten. A transaction is consumed
/// by ``commit(_:)``; one that ends without it changed nothing.
public struct Transaction: ~Copyable {
    /// What shall be changed.
    public var draft = Draft()
    private let directory: StoreDirectory

    init(_ directory: StoreDirectory) {
        self.directory = directory
    }

    /// Writes everything. All files are looked at before the first is written, and what was written is
    /// taken back where a later one fails.
    ///
    /// - Throws: `file(.changedOnDisk)` where a file is not what was read, `file(.exists)` where a path is taken.
    public consuming func commit(_ message: ChangeMessage) throws(StoreError) -> Committed {
        do {
            return Committed(commit: nil, fileCount: try write(draft.entries))
        } catch {
            throw .file(error)
        }
    }

    private borrowing func write(_ entries: [Draft.Entry]) throws(FileError) -> Int {
        for entry in entries {
            if let before = entry.before {
                guard try directory.read(entry.path, limit: Store.maxFileBytes + 1) == before else {
                    throw .changedOnDisk(path: entry.path)
                }
            } else if try directory.entryType(entry.path) != nil {
                throw .exists(path: entry.path)
            }
        }
        for (index, entry) in entries.enumerated() {
            do {
                try put(entry.path, entry.after, instead: entry.before)
            } catch {
                for done in entries[..<index].reversed() { try? put(done.path, done.before, instead: done.after) }
                throw error
            }
        }
        return entries.count
    }

    private borrowing func put(_ path: String, _ after: [UInt8]?, instead before: [UInt8]?) throws(FileError) {
        if let after {
            try directory.write(path, after, expecting: before.map(ExpectedContent.bytes) ?? .absent)
        } else if let before {
            try directory.remove(path, expecting: before)
        }
    }
}

extension Store {
    /// Begins to change the store: recovers what a killed process left, and takes the lock.
    public func begin(_ options: WriteOptions = WriteOptions()) throws(StoreError) -> Transaction {
        Transaction(directory)
    }
}
