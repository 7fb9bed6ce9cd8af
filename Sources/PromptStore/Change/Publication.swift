internal import GitRepo
internal import PromptCore
internal import SafeFiles

/// How a draft becomes a version. Order matters: an index ahead of its reference is a plain staged change; a
/// reference ahead of its index is a change that the next `git commit` would take back unseen.
///
/// 1. (The lock is held.) 2. Compare each file with what was read. 3. Write blobs, trees and the commit, named by
/// nothing yet. 4. Write the journal. 5. Take Git's index lock; look at `HEAD` once more; bring work tree and index
/// along. 6. Wait for the disk. 7. Move the reference, if it is where it was. 8. Clean up.
struct Publication {
    let place: StoreRepository
    let directory: SafeDirectory
    /// The Git directory.
    let files: SafeDirectory
    let options: WriteOptions
    /// The remote-tracking reference that moves with the branch.
    var tracking: Journal.Tracking?
    /// Whether `place` and `directory` are the top of the work tree, where the store may be a folder in it.
    var isOfTop = false

    /// How often `HEAD` may move meanwhile.
    static let attempts = 10

    func publish(
        _ entries: [Draft.Entry], _ message: ChangeMessage, by person: Authorship
    ) throws(StoreError) -> Committed {
        try publish(entries, .message(message), by: person)
    }

    /// What the branch shall name.
    enum Source {
        /// A commit that is made of the entries.
        case message(ChangeMessage)
        /// One that is made already, for a branch that is at `head`; `log` is for the reference's log.
        case finished(ObjectID, head: Head, log: String)
    }

    func publish(
        _ entries: [Draft.Entry], _ source: Source, by person: Authorship
    ) throws(StoreError) -> Committed {
        let checks = PublicationChecks(entries, place, directory)
        try checks.refuseSubmodules()
        try checks.refuseChanged()
        let folders = try checks.missingFolders()
        let token = Journal.newToken()
        /// The attempt before this one, taken back but for its locks and its journal.
        var last: Journal?
        for _ in 0..<Publication.attempts {
            let head: Head, changes: [BlobChange], commit: ObjectID?
            do throws(StoreError) {
                head = try git { () throws(GitError) in try place.repository.head() }
                (changes, commit) = try objects(of: entries, on: head, source, by: person)
            } catch {
                if let last { try? takeBack(last, isClearing: true) }
                throw error
            }
            var journal = Journal(
                token: token, reference: head.reference, commit: commit, entries: changes.map(\.journalled),
                folders: folders)
            journal.isOfTop = isOfTop
            journal.tracking = tracking
            let step = Step(journal: journal, head: head, log: source.log, person: person)
            do throws(StoreError) {
                try write(journal)
                if last == nil { try takeLocks(journal) }
                last = journal
                guard try git({ () throws(GitError) in try place.repository.head() }) == head,
                    try move(step, entries, changes)
                else {
                    try disk { () throws(FileError) in try takeBack(journal, isClearing: false) }
                    continue
                }
            } catch {
                // Where the disk refuses this too, the journal stays, and the next command takes it back.
                try? takeBack(journal, isClearing: true)
                throw error
            }
            try finish(step)
            return Committed(commit: commit?.hex, fileCount: entries.count)
        }
        if let last { try? takeBack(last, isClearing: true) }
        throw .repository(
            message: "the branch is moving all the time; nothing was written", help: "run the command again")
    }

    /// Takes the locks that must be held before anything is changed.
    private func takeLocks(_ journal: Journal) throws(StoreError) {
        // It is waited for before Git's index is locked, which Git waits for less.
        if let tracking = trackingLock(journal), try !take(tracking, ReferenceLock.trackingPatience) {
            throw tracking.refusal()
        }
        let index = IndexLock(journal: journal, files: files)
        guard try disk({ () throws(FileError) in try index.take() }) else {
            throw StoreError.indexLocked(files)
        }
    }

    func take(_ lock: ReferenceLock, _ milliseconds: Int) throws(StoreError) -> Bool {
        try disk { () throws(FileError) in try lock.take(milliseconds: milliseconds) }
    }

    /// One attempt: what it wrote down, and where it started.
    private struct Step {
        let journal: Journal
        let head: Head
        let log: String
        let person: Authorship
    }

    /// Steps 5 to 7, the lock taken. False where the reference moved at the last moment.
    private func move(
        _ step: Step, _ entries: [Draft.Entry], _ changes: [BlobChange]
    ) throws(StoreError) -> Bool {
        let journal = step.journal
        let change = WorkTreeChange(journal: journal, directory: directory, repository: place.repository)
        try disk { () throws(FileError) in
            for (index, entry) in entries.enumerated() {
                try change.apply(index, entry, changes[index].permissions, durability: options.durability)
            }
        }
        try IndexChanges(
            journal: journal, directory: directory, files: files, place: place, durability: options.durability
        ).publish(changes)
        guard journal.commit != nil else {
            if options.isSynced { try synchronise() }
            return true
        }
        let reference = reference(journal)
        guard try take(reference, ReferenceLock.patience) else { throw reference.refusal() }
        if options.isSynced { try synchronise() }
        guard try git({ () throws(GitError) in try place.repository.head() }) == step.head else {
            return false
        }
        try disk { () throws(FileError) in
            try reference.move(from: step.head.commit, by: step.person.committer, step.log)
        }
        return true
    }

    /// Step 8. The change is made: nothing that goes wrong here takes it back.
    private func finish(_ step: Step) throws(StoreError) {
        let change = WorkTreeChange(journal: step.journal, directory: directory, repository: place.repository)
        let recovery = Recovery(place: place, directory: directory, files: files)
        var unknown: FileError?
        if options.isSynced, step.journal.commit != nil {
            do throws(FileError) { try reference(step.journal).synchronise() } catch { unknown = error }
        }
        var untracked: FileError?
        do throws(FileError) { try moveTracking(step.journal, by: step.person) } catch { untracked = error }
        // What can't be removed now, the next command removes: the journal stays for it. Git need not wait.
        do throws(FileError) {
            try change.finish()
            try recovery.clear(step.journal)
        } catch {
            try? reference(step.journal).release()
            try? trackingLock(step.journal)?.release()
            try? IndexLock(journal: step.journal, files: files).release()
        }
        if let unknown {
            throw .repository(
                message: "the change is made, but the disk doesn't confirm it: \(unknown)",
                help: "look after the disk; `promptpal log` shows the change")
        }
        if let untracked, let tracking = step.journal.tracking {
            throw .repository(
                message: "the change is made, but \(tracking.reference) could not be moved: \(untracked)",
                help: "look after the disk; the next `promptpal sync` moves it")
        }
    }

    private func takeBack(_ journal: Journal, isClearing: Bool) throws(FileError) {
        let recovery = Recovery(place: place, directory: directory, files: files)
        try recovery.takeBack(
            journal, WorkTreeChange(journal: journal, directory: directory, repository: place.repository))
        if isClearing { try recovery.clear(journal) } else { try reference(journal).release() }
    }

    func moveTracking(_ journal: Journal, by person: Authorship) throws(FileError) {
        guard let tracking = journal.tracking else { return }
        let old = (try? place.repository.reference(tracking.reference)) ?? nil
        try trackingLock(journal)?.move(from: old, by: person.committer, tracking.log)
    }

    func trackingLock(_ journal: Journal) -> ReferenceLock? {
        ReferenceLock(tracking: journal, files, place.repository, isSynced: options.isSynced)
    }

    private func reference(_ journal: Journal) -> ReferenceLock {
        ReferenceLock(journal, files, place.repository, isSynced: options.isSynced)
    }

    func write(_ journal: Journal) throws(StoreError) {
        let bytes = try git { () throws(GitError) in
            try journal.encoded { bytes throws(GitError) in try place.repository.blobID(of: bytes) }
        }
        try disk { () throws(FileError) in
            let new = "promptpal/journal-\(journal.token)"
            try files.write(new, bytes, expecting: .absent, durability: options.isSynced ? .synced : .none)
            try files.rename(new, over: Journal.file)
        }
    }

    private func synchronise() throws(StoreError) {
        try disk { () throws(FileError) in
            try directory.sync()
            if try files.device() != directory.device() { try files.sync() }
        }
    }

    private func disk<Value>(_ body: () throws(FileError) -> Value) throws(StoreError) -> Value {
        do throws(FileError) { return try body() } catch { throw .file(error) }
    }

    func git<Value>(_ body: () throws(GitError) -> Value) throws(StoreError) -> Value {
        do throws(GitError) { return try body() } catch { throw StoreError(error) }
    }
}

extension Publication.Source {
    /// For the reference's log.
    fileprivate var log: String {
        switch self {
        case .message(let message):
            "commit: " + (message.text(actor: nil).split(separator: "\n", maxSplits: 1).first ?? "")
        case .finished(_, _, let log): log
        }
    }
}

/// Who a commit is by.
struct Authorship {
    let author, committer: Signature
}
