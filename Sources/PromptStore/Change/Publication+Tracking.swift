internal import Git
internal import SafeFiles

extension Publication {
    /// Records the state of the other side without a change of the branch: moves its remote-tracking
    /// reference, and writes the branch's upstream.
    ///
    /// The store's lock must be held.
    ///
    /// - Throws: `repository` if another process holds Git's lock for too long, `file` if the disk fails.
    func note(
        _ tracking: Journal.TrackedReference?, upstream: BranchUpstream?, by person: Authorship
    ) throws(StoreError) {
        let head = try StoreError.folding { () throws(GitError) in try repository.gitRepository.head() }
        var journal = Journal(
            token: Journal.newToken(), reference: head.reference, commit: nil, entries: [], folders: [])
        journal.tracking = tracking
        let recovery = Recovery(repository: repository, directory: directory, files: files)
        do throws(StoreError) {
            try write(journal)
            if let lock = trackingLock(journal) {
                guard try take(lock, milliseconds: ReferenceLock.trackingPatience) else { throw lock.refusal() }
                try StoreError.disk { () throws(FileError) in try moveTracking(journal, by: person) }
            }
            try upstream?.write(
                through: journal.configurationSource, in: files, to: repository.gitRepository, isSynced: options.isSynced)
        } catch {
            // If the disk refuses to remove it, the next command does.
            try? files.discard(journal.configurationSource)
            try? recovery.clear(journal)
            throw error
        }
        try? files.discard(journal.configurationSource)
        try? recovery.clear(journal)
    }
}
