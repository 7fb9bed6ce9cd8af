internal import Git
internal import SafeFiles
internal import SystemPackage

/// Finishes or takes back the incomplete change of a killed process.
///
/// Every step may be repeated, and the journal is removed last: if a recovery is killed itself, or the disk
/// refuses it, the next command completes it.
struct Recovery {
    let repository: StoreRepository
    let directory: SafeDirectory
    /// The Git directory.
    let files: SafeDirectory

    static let lock = "promptpal/lock"
    /// The path to which an unreadable journal is moved.
    static let damagedJournal = "promptpal/journal.damaged"

    /// Recovers if there is something to recover and nobody is writing.
    static func attempt(in repository: StoreRepository, directory: SafeDirectory) {
        guard let files = try? repository.gitFiles(), (try? files.entryType(Journal.file)) == .file,
            let lock = try? FileLock.take(Recovery.lock, in: files, milliseconds: 0)
        else { return }
        try? Recovery(repository: repository, directory: directory, files: files).run()
        _ = consume lock
    }

    /// Recovers. The lock must be held: then the journal's owner is dead.
    ///
    /// - Throws: if the disk fails. The journal is then still there.
    func run() throws(StoreError) {
        guard let bytes = try disk({ () throws(FileError) in try journalBytes() }), !bytes.isEmpty else {
            try disk { () throws(FileError) in
                try files.discard(Journal.file)
                try sweep()
            }
            return
        }
        let journal = Journal(bytes) { bytes throws(GitError) in
            try repository.gitRepository.blobID(of: bytes)
        }
        guard let journal else {
            // It is complete before it gets its name, so this is damage.
            try disk { () throws(FileError) in
                try files.rename(Journal.file, over: Recovery.damagedJournal)
                try sweep()
            }
            throw .transaction(.damagedJournal(movedTo: Recovery.damagedJournal))
        }
        if journal.isOfTop, !repository.prefix.isEmpty {
            let top = try disk { () throws(FileError) in
                try SafeDirectory(opening: FilePath(repository.gitRepository.workDirectory))
            }
            try Recovery(repository: repository.top, directory: top, files: files).finishOrUndo(journal)
        } else {
            try finishOrUndo(journal)
        }
    }

    /// Finishes the change of a journal if its reference moved, else undoes it.
    private func finishOrUndo(_ journal: Journal) throws(StoreError) {
        let isMade = try hasMoved(journal)
        try disk { () throws(FileError) in
            let change = WorkTreeChange(
                journal: journal, directory: directory, repository: repository.gitRepository)
            if isMade {
                try finishTracking(journal)
                try change.finish()
            } else {
                try takeBack(journal, with: change)
            }
            try clear(journal)
            try sweep()
        }
    }

    /// Returns `nil` if there is none.
    private func journalBytes() throws(FileError) -> [UInt8]? {
        do throws(FileError) { return try files.read(Journal.file, limit: Journal.limit) } catch .notFound {
            return nil
        }
    }

    private func disk<Value>(_ body: () throws(FileError) -> Value) throws(StoreError) -> Value {
        do throws(FileError) { return try body() } catch { throw .transaction(.unsettledByDisk(error)) }
    }

    /// Returns true if the reference has the commit, at its tip or below later commits, or if the user has
    /// committed the staged change. If this can't be determined, nothing may be done.
    private func hasMoved(_ journal: Journal) throws(StoreError) -> Bool {
        guard let commit = journal.commit,
            let head = try git({ () throws(GitError) in try repository.gitRepository.head().commit })
        else { return false }
        if try git({ () throws(GitError) in try isReachable(commit, from: head) }) { return true }
        let index = IndexRestorer(journal: journal, files: files, repository: repository)
        guard try disk({ () throws(FileError) in try index.isLeftAhead() }) else { return false }
        return try git { () throws(GitError) in
            try index.isCommitted(in: repository.gitRepository.commit(head).tree)
        }
    }

    private func isReachable(_ commit: ObjectID, from head: ObjectID) throws(GitError) -> Bool {
        if head == commit { return true }
        do throws(GitError) { return try repository.gitRepository.isAncestor(commit, of: head) } catch {
            // A commit that `git gc` has removed is not in any history.
            guard error.isNotFound else { throw error }
            return false
        }
    }

    private func git<Value>(_ body: () throws(GitError) -> Value) throws(StoreError) -> Value {
        do throws(GitError) { return try body() } catch { throw .transaction(.unsettledByGit(error)) }
    }

    /// Restores files and index; tries every step, and throws the first error of the disk.
    func takeBack(_ journal: Journal, with change: WorkTreeChange) throws(FileError) {
        try change.takeBack()
        try IndexRestorer(journal: journal, files: files, repository: repository).run()
    }

    /// Moves the remote-tracking reference of a completed change, if its lock is still there. Otherwise
    /// somebody else may have moved it since, and the next `pull` determines its state.
    private func finishTracking(_ journal: Journal) throws(FileError) {
        guard let tracking = journal.tracking,
            let lock = ReferenceLock(tracking: journal, files: files, repository: repository.gitRepository),
            try lock.isHeld()
        else { return }
        let old = (try? repository.gitRepository.reference(tracking.reference)) ?? nil
        try lock.move(from: old, by: Identity.authorship(repository).committer, tracking.log)
    }

    /// Removes promptpal's files in the Git directory, the journal last.
    ///
    /// - Throws: if the disk fails.
    func clear(_ journal: Journal) throws(FileError) {
        try files.discard(journal.newIndex)
        try files.discard(journal.oldIndex)
        try ReferenceLock(journal, files: files, repository: repository.gitRepository).release()
        try ReferenceLock(tracking: journal, files: files, repository: repository.gitRepository)?.release()
        try IndexLock(journal: journal, files: files).release()
        try files.discard(Journal.file)
    }

    /// Removes promptpal's files that no journal names: a process was killed before it had one, or lost it.
    /// Only the holder of the store's lock may have such files.
    private func sweep() throws(FileError) {
        for entry in try files.entries(in: "promptpal") where entry.type == .file {
            guard let name = entry.name, Recovery.isPassing(name) else { continue }
            if LockOwner.isSource(name) {
                try GitLock.releaseAll(
                    like: "promptpal/" + name, in: files, repository: repository.gitRepository)
            }
            try files.discard("promptpal/" + name)
        }
        if try IndexLock.isOfDeadProcess(in: files) { try files.discard(IndexLock.file) }
    }

    private static func isPassing(_ name: String) -> Bool {
        ["index-", "journal-", "reference-", "config-", ".promptpal-"].contains {
            name.utf8.starts(with: $0.utf8)
        }
    }
}

extension Store {
    /// Opens the repository that contains the store. This loads libgit2, so only operations that need the
    /// history call it.
    ///
    /// Incomplete changes of killed processes are first finished or taken back, unless another process is
    /// writing at the moment.
    ///
    /// - Throws: `noRepository` if there is none; `repository` or `git` if it can't be used or is unsafe.
    public func repository() throws(StoreError) -> StoreRepository {
        let found = try StoreRepository(holding: self)
        Recovery.attempt(in: found, directory: directory)
        return found
    }
}
