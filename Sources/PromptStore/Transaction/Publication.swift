internal import Git
internal import PromptCore
internal import SafeFiles

/// Publishes a draft as a version. The order matters: an index ahead of its reference is an ordinary staged
/// change; a reference ahead of its index is a change that the next `git commit` would undo unnoticed.
///
/// 1. (The lock is held.) 2. Compare each file with the bytes that were read. 3. Write blobs, trees and the
///   commit, without a reference to them. 4. Write the journal. 5. Take Git's index lock; read `HEAD` once
///   more; update work tree and index. 6. Wait for the disk. 7. Move the reference, if it has not moved. 8.
///   Clean up.
struct Publication {
    let repository: StoreRepository
    let directory: SafeDirectory
    /// The Git directory.
    let files: SafeDirectory
    let options: WriteOptions
    /// The remote-tracking reference that moves with the branch.
    var tracking: Journal.TrackedReference?
    /// True if `repository` and `directory` are the top of the work tree, for a store in a folder of it.
    var isOfTop = false

    /// The number of times that `HEAD` may move in the meantime.
    static let attempts = 10

    /// The source of the commit that the branch gets.
    enum Source {
        /// A commit that is made from the entries.
        case message(ChangeMessage)
        /// A commit that exists already, for a branch at `head`; `log` is the message for the reference's
        /// log.
        case finished(ObjectID, head: Head, log: String)
    }

    /// - Parameter first: `HEAD` as the change was planned on it; read again if it moves.
    func publish(
        _ entries: [Draft.Entry], as source: Source, from first: ChangeBase, by person: Authorship
    ) throws(StoreError) -> Committed {
        let checks = PublicationChecks(of: entries, repository: repository, directory: directory)
        try checks.refuseSubmodules(in: first.tree)
        try checks.refuseChanged()
        let folders = try checks.missingFolders()
        /// The journal of the previous attempt, which was taken back except for its locks and its journal.
        var last: Journal?
        for _ in 0..<Publication.attempts {
            let base: ChangeBase, changes: [BlobChange], commit: ObjectID?
            do throws(StoreError) {
                base =
                    try last == nil
                    ? first
                    : StoreError.folding { () throws(GitError) in
                        try ChangeBase(repository.gitRepository)
                    }
                (changes, commit) = try objects(of: entries, on: base, source, by: person)
            } catch {
                if let last { try? takeBack(last, isClearing: true) }
                throw error
            }
            var journal = Journal(
                token: last?.token ?? Journal.newToken(), reference: base.head.reference, commit: commit,
                entries: changes.map(\.journalled),
                folders: folders)
            journal.isOfTop = isOfTop
            journal.tracking = tracking
            let step = Step(journal: journal, head: base.head, log: source.log, person: person)
            do throws(StoreError) {
                try write(journal)
                if last == nil { try takeLocks(journal) }
                last = journal
                guard
                    try StoreError.folding({ () throws(GitError) in try repository.gitRepository.head() })
                        == base.head,
                    try carryOut(step, entries: entries, changes: changes)
                else {
                    try StoreError.folding { () throws(FileError) in try takeBack(journal, isClearing: false)
                    }
                    continue
                }
            } catch {
                // If the disk refuses this too, the journal stays, and the next command takes the change
                // back.
                try? takeBack(journal, isClearing: true)
                throw error
            }
            try finish(step)
            return Committed(commit: commit?.hex, fileCount: entries.count)
        }
        if let last { try? takeBack(last, isClearing: true) }
        throw .transaction(.keepsMoving)
    }

    /// Takes the locks that must be held before anything is changed.
    private func takeLocks(_ journal: Journal) throws(StoreError) {
        // This lock is waited for before Git's index is locked, because Git waits less for that one.
        if let tracking = trackingLock(journal),
            try !take(tracking, milliseconds: ReferenceLock.trackingPatience)
        {
            throw tracking.refusal()
        }
        let index = IndexLock(journal: journal, files: files)
        guard try StoreError.folding({ () throws(FileError) in try index.take() }) else {
            throw .transaction(.indexLocked)
        }
    }

    func take(_ lock: ReferenceLock, milliseconds: Int) throws(StoreError) -> Bool {
        try StoreError.folding { () throws(FileError) in try lock.take(milliseconds: milliseconds) }
    }

    /// One attempt: its journal and its starting point.
    private struct Step {
        let journal: Journal
        let head: Head
        let log: String
        let person: Authorship
    }

    /// Carries out steps 5 to 7, with the lock held. Returns false if the reference moved at the last moment.
    private func carryOut(
        _ step: Step, entries: [Draft.Entry], changes: [BlobChange]
    ) throws(StoreError) -> Bool {
        let journal = step.journal
        let change = WorkTreeChange(
            journal: journal, directory: directory, repository: repository.gitRepository)
        try StoreError.folding { () throws(FileError) in
            for (index, entry) in entries.enumerated() {
                try change.apply(
                    at: index, entry: entry, permissions: changes[index].permissions,
                    durability: options.durability)
            }
        }
        try IndexChanges(
            journal: journal, directory: directory, files: files, repository: repository,
            durability: options.durability
        ).publish(changes)
        guard journal.commit != nil else {
            if options.isSynced { try synchronise() }
            return true
        }
        let reference = reference(journal)
        guard try take(reference, milliseconds: ReferenceLock.patience) else { throw reference.refusal() }
        if options.isSynced { try synchronise() }
        guard
            try StoreError.folding({ () throws(GitError) in try repository.gitRepository.head() })
                == step.head
        else {
            return false
        }
        try StoreError.folding { () throws(FileError) in
            try reference.move(from: step.head.commit, by: step.person.committer, step.log)
        }
        return true
    }

    /// Carries out step 8. The change is made: no later failure takes it back.
    private func finish(_ step: Step) throws(StoreError) {
        let change = WorkTreeChange(
            journal: step.journal, directory: directory, repository: repository.gitRepository)
        let recovery = Recovery(repository: repository, directory: directory, files: files)
        var unknown: FileError?
        if options.isSynced, step.journal.commit != nil {
            do throws(FileError) { try reference(step.journal).synchronise() } catch { unknown = error }
        }
        var untracked: FileError?
        do throws(FileError) { try moveTracking(step.journal, by: step.person) } catch { untracked = error }
        // The next command removes files that can't be removed now: the journal stays for that. Git need not
        // wait.
        do throws(FileError) {
            try change.finish()
            try recovery.clear(step.journal)
        } catch {
            try? reference(step.journal).release()
            try? trackingLock(step.journal)?.release()
            try? IndexLock(journal: step.journal, files: files).release()
        }
        if let unknown { throw .transaction(.unconfirmed(unknown)) }
        if let untracked, let tracking = step.journal.tracking {
            throw .transaction(.trackingLeftBehind(reference: tracking.reference, untracked))
        }
    }

    private func takeBack(_ journal: Journal, isClearing: Bool) throws(FileError) {
        let recovery = Recovery(repository: repository, directory: directory, files: files)
        try recovery.takeBack(
            journal,
            with: WorkTreeChange(journal: journal, directory: directory, repository: repository.gitRepository)
        )
        if isClearing { try recovery.clear(journal) } else { try reference(journal).release() }
    }

    func moveTracking(_ journal: Journal, by person: Authorship) throws(FileError) {
        guard let tracking = journal.tracking else { return }
        let old = (try? repository.gitRepository.reference(tracking.reference)) ?? nil
        try trackingLock(journal)?.move(from: old, by: person.committer, tracking.log)
    }

    func trackingLock(_ journal: Journal) -> ReferenceLock? {
        ReferenceLock(
            tracking: journal, files: files, repository: repository.gitRepository, isSynced: options.isSynced)
    }

    private func reference(_ journal: Journal) -> ReferenceLock {
        ReferenceLock(journal, files: files, repository: repository.gitRepository, isSynced: options.isSynced)
    }

    func write(_ journal: Journal) throws(StoreError) {
        let bytes = try StoreError.folding { () throws(GitError) in
            try journal.encoded { bytes throws(GitError) in try repository.gitRepository.blobID(of: bytes) }
        }
        try StoreError.folding { () throws(FileError) in
            let new = "promptpal/journal-\(journal.token)"
            try files.write(
                new, bytes: bytes, expecting: .absent, durability: options.isSynced ? .synced : .none)
            try files.rename(new, over: Journal.file)
        }
    }

    private func synchronise() throws(StoreError) {
        try StoreError.folding { () throws(FileError) in
            try directory.sync()
            if try files.device() != directory.device() { try files.sync() }
        }
    }
}

extension Publication.Source {
    /// The message for the reference's log.
    fileprivate var log: String {
        switch self {
        case .message(let message):
            "commit: " + (message.text(actor: nil).split(separator: "\n", maxSplits: 1).first ?? "")
        case .finished(_, _, let log): log
        }
    }
}

extension Publication {
    /// Writes blobs, trees and the commit. A concurrent `git gc` may remove a folder of objects that it has
    /// just emptied, or (`--prune=now`) unreferenced objects; then all objects are written once more.
    func objects(
        of entries: [Draft.Entry], on base: ChangeBase, _ source: Source, by person: Authorship
    ) throws(StoreError) -> (changes: [BlobChange], commit: ObjectID?) {
        var left = Publication.attempts
        while true {
            do throws(StoreError) {
                if entries.count < Publication.packed {
                    return try writtenObjects(of: entries, on: base, source, by: person)
                }
                return try repository.gitRepository.packing(
                    { () throws(StoreError) in
                        try writtenObjects(of: entries, on: base, source, by: person)
                    }, folding: { StoreError($0) })
            } catch {
                left -= 1
                guard left > 0, case .git = error else { throw error }
                Host.pause(milliseconds: 1)
            }
        }
    }

    /// From this number of files on, their objects become one pack, as Git does with fetched objects
    /// (`transfer.unpackLimit`).
    static let packed = 100

    private func writtenObjects(
        of entries: [Draft.Entry], on base: ChangeBase, _ source: Source, by person: Authorship
    ) throws(StoreError) -> (changes: [BlobChange], commit: ObjectID?) {
        let changes = try blobs(of: entries, on: base.tree)
        switch source {
        case .message(let message):
            return (
                changes, try makeCommit(of: entries, changes: changes, on: base, message: message, by: person)
            )
        case .finished(let commit, let expected, _):
            guard base.head == expected else { throw .transaction(.moved) }
            return (changes, commit)
        }
    }

    private func blobs(of entries: [Draft.Entry], on tree: ObjectID?) throws(StoreError) -> [BlobChange] {
        var changes = try StoreError.folding { () throws(GitError) in
            try repository.gitRepository.orderObjects(options.isSynced)
            let ends = LineEnds(repository, tree: tree)
            var changes: [BlobChange] = []
            for entry in entries {
                let after: ObjectID? =
                    if let bytes = entry.after { try repository.gitRepository.writeBlob(bytes) } else { nil }
                let before: ObjectID? =
                    if entry.before == entry.after {
                        after
                    } else if let bytes = entry.before {
                        try repository.gitRepository.blobID(of: bytes)
                    } else {
                        nil
                    }
                let stored = try ends.stored(entry).map { bytes throws(GitError) in
                    try repository.gitRepository.writeBlob(bytes)
                }
                var change = BlobChange(entry.path, before: before, after: after, stored: stored ?? after)
                if let version = entry.version { change.bring(version) }
                changes.append(change)
            }
            return changes
        }
        var modes = FileModes(repository: repository, directory: directory, tree: tree)
        for (index, entry) in entries.enumerated() { try modes.setMode(of: entry, in: &changes[index]) }
        return changes
    }

    /// Returns `nil` if the tree stays unchanged, because then there is no new version.
    private func makeCommit(
        of entries: [Draft.Entry], changes: [BlobChange], on base: ChangeBase, message: ChangeMessage,
        by person: Authorship
    ) throws(StoreError) -> ObjectID? {
        try StoreError.folding { () throws(GitError) -> ObjectID? in
            let gitRepository = repository.gitRepository
            var wanted: [TreeChange] = []
            for change in changes {
                let path = repository.repositoryPath(change.path)
                guard let stored = change.stored else {
                    wanted.append(TreeChange(path, content: nil))
                    continue
                }
                wanted.append(TreeChange(path, content: TreeContent(mode: change.mode, id: stored)))
            }
            let tree = try gitRepository.writeTree(from: base.tree, applying: wanted)
            if tree == base.tree { return nil }
            var parents = base.head.commit.map { [$0] } ?? []
            if !message.savesEdits {
                let edits = try UnsavedEdits(
                    of: entries, changes: changes, in: base.tree, repository: repository)
                if let saved = try edits.commit(on: base.tree, parents: parents, by: person, in: repository) {
                    parents = [saved]
                }
            }
            return try gitRepository.writeCommit(
                tree: tree, parents: parents, author: person.author, committer: person.committer,
                message: message.text(actor: person.actor))
        }
    }
}
