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
        Recovery(place: place, directory: directory, files: files).run()
        _ = consume lock
    }

    /// Only to be called with the lock held: then the journal's owner is dead.
    func run() {
        guard let bytes = try? files.read(Journal.file, limit: Journal.limit) else { return }
        guard let journal = Journal(bytes, { bytes throws(GitError) in try place.repository.blobID(of: bytes) }) else {
            // Written before anything else was touched, and not whole: nothing was touched.
            try? files.discard(Journal.file)
            return
        }
        let change = WorkTreeChange(journal: journal, directory: directory, repository: place.repository)
        if hasMoved(journal) { change.finish() } else { takeBack(journal, change) }
        clear(journal)
    }

    /// Whether the reference has the commit: at its tip, or below what was committed since.
    private func hasMoved(_ journal: Journal) -> Bool {
        guard let commit = journal.commit, let head = try? place.repository.head().commit else { return false }
        return (try? place.repository.isAncestor(commit, of: head)) ?? false
    }

    func takeBack(_ journal: Journal, _ change: WorkTreeChange) {
        change.takeBack()
        // As long as the lock is ours nobody but us has changed the index.
        guard IndexLock(journal: journal, files: files).isOurs else { return }
        switch try? files.entryType(journal.oldIndex) {
        case .file?: try? files.rename(journal.oldIndex, over: "index")
        default: break
        }
    }

    func clear(_ journal: Journal) {
        try? files.discard(journal.newIndex)
        try? files.discard(journal.oldIndex)
        IndexLock(journal: journal, files: files).release()
        try? files.discard(Journal.file)
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
