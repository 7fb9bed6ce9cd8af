internal import GitRepo
internal import SystemPackage

/// Finishes or takes back what a process that was killed left half done.
///
/// Every step may be repeated, and the journal goes last: a recovery that is killed itself, or that the disk
/// refuses, is done by the next command.
struct Recovery {
    let place: StoreRepository
    let directory: StoreDirectory
    /// The Git directory.
    let files: StoreDirectory

    static let lock = "promptpal/lock"
    /// Where a journal is put that can't be read.
    static let damagedJournal = "promptpal/journal.damaged"

    /// Recovers where there is something to recover and nobody is writing.
    static func attempt(_ place: StoreRepository, _ directory: StoreDirectory) {
        guard let files = try? place.gitFiles(), (try? files.entryType(Journal.file)) == .file,
            let lock = try? FileLock.take(Recovery.lock, in: files, milliseconds: 0)
        else { return }
        try? Recovery(place: place, directory: directory, files: files).run()
        _ = consume lock
    }

    /// Only to be called with the lock held: then the journal's owner is dead.
    ///
    /// - Throws: where the disk refuses. The journal is then still there.
    func run() throws(StoreError) {
        do throws(FileError) {
            let bytes: [UInt8]
            do throws(FileError) {
                bytes = try files.read(Journal.file, limit: Journal.limit)
            } catch .notFound {
                try sweep()
                return
            }
            if let journal = Journal(
                bytes, { bytes throws(GitError) in try place.repository.blobID(of: bytes) })
            {
                let change = WorkTreeChange(
                    journal: journal, directory: directory, repository: place.repository)
                let index = IndexRestoring(journal: journal, files: files, place: place)
                var isMade = try hasMoved(journal)
                if !isMade { isMade = try index.isCommitted() }
                if isMade {
                    try change.finish()
                } else {
                    try takeBack(journal, change)
                }
                try clear(journal)
                try sweep()
                return
            }
            // It is whole before it gets its name, so this is damage, or nothing at all.
            guard !bytes.isEmpty else {
                try files.discard(Journal.file)
                try sweep()
                return
            }
            try files.rename(Journal.file, over: Recovery.damagedJournal)
            try sweep()
        } catch {
            throw .repository(
                message: "a change that was interrupted could not be finished or taken back: \(error); "
                    + "nothing was written",
                help: "see that the disk is not full and may be written, then run the command again")
        }
        throw .repository(
            message: "the journal of a change that was interrupted is damaged; it is put aside as "
                + Recovery.damagedJournal + " in the Git directory",
            help: "`promptpal status` shows what that change left; then run the command again")
    }

    /// Whether the reference has the commit: at its tip, or below what was committed since.
    private func hasMoved(_ journal: Journal) throws(FileError) -> Bool {
        guard let commit = journal.commit, let head = try? place.repository.head().commit else {
            return false
        }
        return (try? place.repository.isAncestor(commit, of: head)) ?? false
    }

    /// Brings files and index back; tries everything, and throws the first refusal of the disk.
    func takeBack(_ journal: Journal, _ change: WorkTreeChange) throws(FileError) {
        try change.takeBack()
        try IndexRestoring(journal: journal, files: files, place: place).run()
    }

    /// Removes what is ours in the Git directory, the journal last.
    func clear(_ journal: Journal) throws(FileError) {
        try files.discard(journal.newIndex)
        try files.discard(journal.oldIndex)
        try ReferenceLock(journal, files, place.repository).release()
        try IndexLock(journal: journal, files: files).release()
        try files.discard(Journal.file)
    }

    /// Removes files of ours that no journal names: a process was killed before it had one, or lost it. Who
    /// holds the store's lock is the only one that may have such files.
    private func sweep() throws(FileError) {
        for entry in try files.entries(in: "promptpal") where entry.type == .file {
            guard let name = entry.name, Recovery.isPassing(name) else { continue }
            if name.hasPrefix("reference-") {
                try ReferenceLock.release(like: "promptpal/" + name, files, place.repository)
            }
            try files.discard("promptpal/" + name)
        }
        if try IndexLock.isOfDeadProcess(in: files) { try files.discard(IndexLock.file) }
    }

    private static func isPassing(_ name: String) -> Bool {
        ["index-", "journal-", "reference-", ".promptpal-"].contains { name.utf8.starts(with: $0.utf8) }
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
