internal import Git
internal import SafeFiles
internal import SystemPackage

/// The upstream of a branch, as `git branch --set-upstream-to` writes it into the repository's configuration.
///
/// libgit2 can do this too, but if its process is killed, it leaves a lock that can't be distinguished from
/// Git's.
struct BranchUpstream {
    /// `main`
    let branch: String
    /// `origin`
    let remote: String
    /// `refs/heads/main`; `nil` if the configuration has it already.
    let merge: String?

    /// The time that another process may hold the configuration's lock, in milliseconds.
    private static let patience = 2000
    /// The number of times that another process may change the configuration in the meantime.
    private static let attempts = 5
    private static let limit = 16 << 20

    /// The setting that the configuration lacks.
    ///
    /// - Returns: `nil` if the branch has an upstream, or a part of one that names another branch.
    init?(_ upstream: Upstream, of reference: String, in repository: Repository) {
        branch = String(reference.dropFirst("refs/heads/".count))
        guard repository.configuration("branch.\(branch).remote") == nil else { return nil }
        let known = repository.configuration("branch.\(branch).merge")
        guard known == nil || known == upstream.branch else { return nil }
        remote = upstream.remote
        merge = known == nil ? upstream.branch : nil
    }

    /// Adds the setting to the configuration.
    ///
    /// - Parameter source: our file that becomes the configuration, relative to `files`.
    /// - Throws: `transaction` if another process holds the lock for too long, `file` if the disk fails.
    func write(
        through source: String, in files: SafeDirectory, to repository: Repository, isSynced: Bool
    ) throws(StoreError) {
        let isDone = try StoreError.folding { () throws(FileError) -> Bool? in
            let folder = try SafeDirectory(opening: FilePath(repository.commonDirectory))
            let lock = GitLock(
                target: "config", folder: folder, source: source, files: files, repository: repository)
            for _ in 0..<BranchUpstream.attempts {
                let before = try folder.read("config", limit: BranchUpstream.limit)
                let mode = try folder.fileStatus("config")?.mode ?? 0o644
                try files.discard(source)
                try files.putNew(
                    source, bytes: completed(before), temporary: TemporaryNames.promptpal.new(),
                    permissions: FilePermissions(bits: UInt32(mode & 0o777)),
                    durability: isSynced ? .synced : .none)
                guard try lock.take(milliseconds: BranchUpstream.patience) else { return nil }
                if try folder.read("config", limit: BranchUpstream.limit) == before {
                    try lock.publish()
                    return true
                }
                try lock.release()
            }
            return false
        }
        if isDone == true { return }
        throw .transaction(
            isDone == nil
                ? .configurationLocked(lock: repository.commonDirectory + "/config.lock")
                : .configurationKeepsChanging)
    }

    /// Returns a configuration with the setting at its end. If a section occurs twice, Git combines both.
    func completed(_ bytes: [UInt8]) -> [UInt8] {
        var text = bytes.isEmpty || bytes.last == 0x0A ? "" : "\n"
        text +=
            "[branch \"\(BranchUpstream.escaped(branch))\"]\n\tremote = \(BranchUpstream.value(remote))\n"
        if let merge { text += "\tmerge = \(BranchUpstream.value(merge))\n" }
        return bytes + text.utf8
    }

    private static func escaped(_ text: String) -> String {
        String(text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] })
    }

    /// Returns the value, in quotes if it contains characters that would end it or begin a comment.
    private static func value(_ text: String) -> String {
        text.contains { "\"\\#; ".contains($0) } ? "\"\(escaped(text))\"" : text
    }
}

extension Publication {
    /// Records the state of the other side without a change of the branch: moves its remote-tracking
    /// reference, and writes the branch's upstream.
    ///
    /// The store's lock must be held.
    ///
    /// - Throws: `transaction` if another process holds Git's lock for too long, `file` if the disk fails.
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
                guard try take(lock, milliseconds: ReferenceLock.trackingPatience) else {
                    throw lock.refusal()
                }
                try StoreError.folding { () throws(FileError) in try moveTracking(journal, by: person) }
            }
            try upstream?.write(
                through: journal.configurationSource, in: files, to: repository.gitRepository,
                isSynced: options.isSynced)
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
