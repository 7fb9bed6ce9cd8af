internal import GitRepo
internal import SystemPackage

/// Finishes or takes back what a process that was killed left half done.
struct Recovery {
    let place: StoreRepository
    let directory: StoreDirectory
    /// The Git directory.
    let files: StoreDirectory

    static let lock = "promptpal/lock"

    /// Recovers where there is something to recover and nobody is writing.
    static func attempt(_ place: StoreRepository, _ directory: StoreDirectory) {
        guard let files = try? place.gitFiles(), (try? files.entryType(Journal.file)) == .file,
            let lock = try? FileLock.take(Recovery.lock, in: files, milliseconds: 0)
        else { return }
        _ = Recovery(place: place, directory: directory, files: files).run()
        _ = consume lock
    }

    /// Only to be called with the lock held: then the journal's owner is dead.
    ///
    /// - Returns: whether nothing is left to recover. Else nothing may be written: the disk refuses.
    func run() -> Bool {
        do throws(FileError) {
            let bytes = try files.read(Journal.file, limit: Journal.limit)
            if let journal = Journal(bytes, { bytes throws(GitError) in try place.repository.blobID(of: bytes) }) {
                ReferenceLock(journal: journal, place: place).release()
                if hasMoved(journal) { finish(journal) } else { takeBackAll(journal) }
            } else {
                // Written before anything else was touched, and not whole: nothing was touched.
                try files.discard(Journal.file)
            }
            guard try files.entryType(Journal.file) == nil else { return false }
        } catch .notFound {
            // The usual case.
        } catch {
            return false
        }
        sweep()
        return true
    }

    /// Whether the reference has the commit: at its tip, or below what was committed since.
    private func hasMoved(_ journal: Journal) -> Bool {
        guard let commit = journal.commit, let head = try? place.repository.head().commit else { return false }
        return (try? place.repository.isAncestor(commit, of: head)) ?? false
    }

    /// The end of a transaction that was published.
    func finish(_ journal: Journal) {
        clear(journal, isDone: change(journal).finish())
    }

    /// The end of one that was not.
    func takeBackAll(_ journal: Journal) {
        clear(journal, isDone: takeBack(journal))
    }

    /// Brings work tree and index back; the lock stays.
    @discardableResult
    func takeBack(_ journal: Journal) -> Bool {
        let isDone = change(journal).takeBack()
        // As long as the lock is ours nobody but us has changed the index.
        guard IndexLock(journal: journal, files: files).isOurs else { return isDone }
        guard (try? files.entryType(journal.oldIndex)) == .file else { return isDone }
        return (try? files.rename(journal.oldIndex, over: "index")) != nil && isDone
    }

    /// The journal goes last, and only when there is nothing left for it to prove.
    private func clear(_ journal: Journal, isDone: Bool) {
        try? files.discard(journal.newIndex)
        guard isDone else { return }
        try? files.discard(journal.oldIndex)
        if IndexLock(journal: journal, files: files).release() { try? files.discard(Journal.file) }
    }

    private func change(_ journal: Journal) -> WorkTreeChange {
        WorkTreeChange(journal: journal, directory: directory, repository: place.repository)
    }

    /// Removes our own files of a process that was killed before it had a journal.
    private func sweep() {
        guard let entries = try? files.entries(in: "promptpal") else { return }
        for name in entries.lazy.compactMap(\.name)
        where name.hasPrefix("index-") || name.hasPrefix("journal-") || name.hasPrefix(".promptpal-") {
            try? files.discard("promptpal/" + name)
        }
    }
}

/// The lock of the reference, which libgit2 makes while it moves it: `refs/heads/main.lock`. A process that was killed
/// in that moment leaves it, and it is ours only where it holds the beginning of our commit's name.
struct ReferenceLock {
    let journal: Journal
    let place: StoreRepository

    func release() {
        let top =
            journal.reference == "HEAD" ? place.repository.gitDirectory : place.repository.commonDirectory
        guard let commit = journal.commit, let files = try? StoreDirectory(opening: FilePath(top)) else { return }
        let path = journal.reference + ".lock"
        guard let first = ours(path, files, commit) else { return }
        // An empty one may be Git's, of this very moment.
        Host.pause(milliseconds: 50)
        guard ours(path, files, commit) == first else { return }
        try? files.discard(path)
    }

    /// The file's stamp where its content may be ours.
    private func ours(_ path: String, _ files: StoreDirectory, _ commit: ObjectID) -> FileStamp? {
        guard let (bytes, stamp) = try? files.readWithStamp(path, limit: 4096),
            Array("\(commit.hex)\n".utf8).starts(with: bytes)
        else { return nil }
        return stamp
    }
}

extension StoreRepository {
    /// This work tree's Git directory, with the folder for what is ours made.
    func gitFiles() throws(FileError) -> StoreDirectory {
        let files = try StoreDirectory(opening: FilePath(repository.gitDirectory))
        if try files.entryType("promptpal") == nil { try files.makeDirectory("promptpal") }
        return files
    }
}
