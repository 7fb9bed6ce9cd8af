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
    /// Whether `place` and `directory` are the top of the work tree, where the store may be a folder in it.
    var isOfTop = false

    /// How often `HEAD` may move meanwhile.
    private static let attempts = 10

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
        var lock: IndexLock?
        for _ in 0..<Publication.attempts {
            let head = try git { () throws(GitError) in try place.repository.head() }
            let (changes, commit) = try objects(of: entries, on: head, source, by: person)
            var journal = Journal(
                token: token, reference: head.reference, commit: commit, entries: changes.map(\.journalled),
                folders: folders)
            journal.isOfTop = isOfTop
            let step = Step(journal: journal, head: head, log: source.log, person: person)
            do throws(StoreError) {
                try write(journal)
                if lock == nil {
                    lock = IndexLock(journal: journal, files: files)
                    guard try disk({ () throws(FileError) in try lock?.take() }) == true else {
                        throw StoreError.indexLocked(files)
                    }
                }
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
        throw .repository(
            message: "the branch is moving all the time; nothing was written", help: "run the command again")
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
        guard try disk({ () throws(FileError) in try reference.take() }) else {
            throw StoreError.referenceLocked(journal.reference)
        }
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
        // What can't be removed now, the next command removes: the journal stays for it. Git need not wait.
        do throws(FileError) {
            try change.finish()
            try recovery.clear(step.journal)
        } catch {
            try? reference(step.journal).release()
            try? IndexLock(journal: step.journal, files: files).release()
        }
        if let unknown {
            throw .repository(
                message: "the change is made, but the disk doesn't confirm it: \(unknown)",
                help: "look after the disk; `promptpal log` shows the change")
        }
    }

    private func takeBack(_ journal: Journal, isClearing: Bool) throws(FileError) {
        let recovery = Recovery(place: place, directory: directory, files: files)
        try recovery.takeBack(
            journal, WorkTreeChange(journal: journal, directory: directory, repository: place.repository))
        if isClearing { try recovery.clear(journal) } else { try reference(journal).release() }
    }

    private func reference(_ journal: Journal) -> ReferenceLock {
        ReferenceLock(journal, files, place.repository, isSynced: options.isSynced)
    }

    /// Blobs, trees and the commit. `git gc` beside us may take away a folder of objects that it has just emptied, or
    /// (`--prune=now`) what nothing names yet; then all is written once more.
    private func objects(
        of entries: [Draft.Entry], on head: Head, _ source: Source, by person: Authorship
    ) throws(StoreError) -> (changes: [BlobChange], commit: ObjectID?) {
        var left = Publication.attempts
        while true {
            do throws(StoreError) {
                if entries.count < Publication.packed {
                    return try writtenObjects(of: entries, on: head, source, by: person)
                }
                return try place.repository.packing(
                    { () throws(StoreError) in
                        try writtenObjects(of: entries, on: head, source, by: person)
                    }, folding: { StoreError($0) })
            } catch {
                left -= 1
                guard left > 0, case .repository = error, !error.isMoved else { throw error }
                Host.pause(milliseconds: 1)
            }
        }
    }

    /// From so many files on, their objects become one pack, as Git does with what it fetches (`transfer.unpackLimit`).
    static let packed = 100

    private func writtenObjects(
        of entries: [Draft.Entry], on head: Head, _ source: Source, by person: Authorship
    ) throws(StoreError) -> (changes: [BlobChange], commit: ObjectID?) {
        let changes = try blobs(of: entries, on: head)
        switch source {
        case .message(let message):
            return (changes, try makeCommit(entries, changes, on: head, message, by: person))
        case .finished(let commit, let expected, _):
            guard head == expected else { throw StoreError.moved }
            return (changes, commit)
        }
    }

    private func blobs(of entries: [Draft.Entry], on head: Head) throws(StoreError) -> [BlobChange] {
        let tree = try git { () throws(GitError) in
            try head.commit.map { commit throws(GitError) in try place.repository.commit(commit).tree }
        }
        var changes = try git { () throws(GitError) in
            try place.repository.orderObjects(options.isSynced)
            let ends = LineEnds(place, tree: tree)
            var changes: [BlobChange] = []
            for entry in entries {
                let after: ObjectID? =
                    if let bytes = entry.after { try place.repository.writeBlob(bytes) } else { nil }
                let before: ObjectID? =
                    if entry.before == entry.after {
                        after
                    } else if let bytes = entry.before {
                        try place.repository.blobID(of: bytes)
                    } else {
                        nil
                    }
                let stored = try ends.stored(entry).map { bytes throws(GitError) in
                    try place.repository.writeBlob(bytes)
                }
                var change = BlobChange(entry.path, before: before, after: after, stored: stored ?? after)
                if let version = entry.version { change.bring(version) }
                changes.append(change)
            }
            return changes
        }
        var modes = FileModes(place, directory, tree: tree)
        for (index, entry) in entries.enumerated() { try modes.settle(entry, &changes[index]) }
        return changes
    }

    /// `nil` where the tree stays as it is: nothing is to become a version.
    private func makeCommit(
        _ entries: [Draft.Entry], _ changes: [BlobChange], on head: Head, _ message: ChangeMessage,
        by person: Authorship
    ) throws(StoreError) -> ObjectID? {
        try git { () throws(GitError) -> ObjectID? in
            let repository = place.repository
            let base: ObjectID? =
                if let commit = head.commit { try repository.commit(commit).tree } else { nil }
            var wanted: [TreeChange] = []
            for change in changes {
                let path = place.repositoryPath(change.path)
                guard let stored = change.stored else {
                    wanted.append(TreeChange(path, nil))
                    continue
                }
                wanted.append(TreeChange(path, TreeContent(mode: change.mode, id: stored)))
            }
            let tree = try repository.writeTree(base, wanted)
            if tree == base { return nil }
            var parents = head.commit.map { [$0] } ?? []
            if !message.savesEdits {
                let edits = try UnsavedEdits(entries, changes, in: base, place)
                if let saved = try edits.commit(on: base, parents, by: person, place) { parents = [saved] }
            }
            return try repository.writeCommit(
                tree: tree, parents: parents, author: person.author, committer: person.committer,
                message: message.text)
        }
    }

    private func write(_ journal: Journal) throws(StoreError) {
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

    private func git<Value>(_ body: () throws(GitError) -> Value) throws(StoreError) -> Value {
        do throws(GitError) { return try body() } catch { throw StoreError(error) }
    }
}

extension Publication.Source {
    /// For the reference's log.
    fileprivate var log: String {
        switch self {
        case .message(let message):
            "commit: " + (message.text.split(separator: "\n", maxSplits: 1).first ?? "")
        case .finished(_, _, let log): log
        }
    }
}

/// Who a commit is by.
struct Authorship {
    let author, committer: Signature
}

extension StoreError {
    /// What was made for a branch that is elsewhere by now.
    static let moved = StoreError.repository(
        message: "the branch moved meanwhile; nothing was written", help: "run the command again")

    fileprivate var isMoved: Bool {
        if case .repository(let message, _) = self, case .repository(let known, _) = StoreError.moved {
            return message == known
        }
        return false
    }

    static func indexLocked(_ files: SafeDirectory) -> StoreError {
        .repository(
            message: "Git's index is locked (index.lock in its directory); nothing was written",
            help: "wait for the other Git command; if none is running, `promptpal doctor` says what to do")
    }

    static func referenceLocked(_ reference: String) -> StoreError {
        .repository(
            message: "\(reference) is locked (\(reference).lock in the Git directory); nothing was written",
            help: "wait for the other Git command; if none is running, `promptpal doctor` says what to do")
    }
}
