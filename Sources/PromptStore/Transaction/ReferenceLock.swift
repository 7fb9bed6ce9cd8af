internal import Git
internal import SafeFiles
internal import SystemPackage

/// Git's own lock on a reference, and the reference's move: of the branch of a transaction, or of the
/// remote-tracking reference that moves with it.
///
/// libgit2 can do this too, but its lock is empty at first, so that a lock left by a killed process can't be
/// distinguished from Git's; it does not wait for another's; and its reference is not on the disk when it
/// returns. This lock is a link to a file of ours with the new commit in it. Renaming it over the reference
/// publishes the commit.
struct ReferenceLock {
    /// The full name: `refs/heads/main`.
    let reference: String
    /// The commit that the reference gets; `nil` for a journal without one, which has no lock.
    let commit: ObjectID?
    /// The Git directory of this work tree.
    let files: SafeDirectory
    let repository: Repository
    let isSynced: Bool
    private let source: String
    /// True for a remote-tracking reference.
    private let isTracking: Bool

    /// The time that Git may hold a branch's lock, in milliseconds: as long as it takes to write 41 bytes.
    static let patience = 2000
    /// The same for a remote-tracking reference, which a `git fetch` holds until its last reference is
    /// written.
    static let trackingPatience = 5000

    /// The lock on the branch of a change.
    init(_ journal: Journal, files: SafeDirectory, repository: Repository, isSynced: Bool = true) {
        reference = journal.reference
        commit = journal.commit
        source = journal.referenceSource
        isTracking = false
        self.files = files
        self.repository = repository
        self.isSynced = isSynced
    }

    /// The lock on the remote-tracking reference of a change; `nil` if the change moves none.
    init?(tracking journal: Journal, files: SafeDirectory, repository: Repository, isSynced: Bool = true) {
        guard let tracking = journal.tracking else { return nil }
        reference = tracking.reference
        commit = tracking.commit
        source = journal.trackingSource
        isTracking = true
        self.files = files
        self.repository = repository
        self.isSynced = isSynced
    }

    private var text: [UInt8] { Array(((commit?.hex ?? "") + "\n").utf8) }

    /// Returns the folder of the reference. A detached `HEAD` belongs to this work tree; any other reference
    /// to all linked ones.
    private func folder() throws(FileError) -> SafeDirectory {
        guard reference != "HEAD", repository.commonDirectory != repository.gitDirectory else { return files }
        return try SafeDirectory(opening: FilePath(repository.commonDirectory))
    }

    private func lock() throws(FileError) -> GitLock {
        GitLock(
            target: reference, folder: try folder(), source: source, files: files, repository: repository)
    }

    /// - Returns: false if another process holds it for longer than `milliseconds`.
    /// - Throws: if the disk fails.
    func take(milliseconds: Int = patience) throws(FileError) -> Bool {
        try files.discard(source)
        try files.write(source, bytes: text, expecting: .absent, durability: isSynced ? .synced : .none)
        return try lock().take(milliseconds: milliseconds)
    }

    /// Moves the reference, whose lock is held, and writes the reference logs before it.
    ///
    /// - Parameters:
    ///   - old: the commit that it names now; `nil` for none.
    ///   - person: the author of the move.
    ///   - summary: one line for the logs.
    /// - Throws: if the disk fails.
    func move(from old: ObjectID?, by person: Signature, _ summary: String) throws(FileError) {
        let lock = try lock()
        let line = Array(logLine(from: old, by: person, summary: summary).utf8)
        if reference != "HEAD" { try log(line, to: "logs/" + reference, in: lock.folder) }
        // Moves of the current branch are moves of `HEAD` too.
        if !isTracking { try log(line, to: "logs/HEAD", in: files) }
        try lock.publish()
    }

    /// Waits until the move is on the disk.
    ///
    /// - Throws: if the disk does not confirm it.
    func synchronise() throws(FileError) {
        try folder().syncDirectory(reference.split(separator: "/").dropLast().joined(separator: "/"))
    }

    /// True if the lock is held, by this process or by the killed one that the journal is from.
    ///
    /// - Throws: if the disk fails.
    func isHeld() throws(FileError) -> Bool { try lock().isOurs() }

    /// Removes the lock if it is ours.
    ///
    /// - Throws: if the disk fails.
    func release() throws(FileError) {
        if commit != nil {
            let lock = try lock()
            try lock.release()
            // A power cut may have removed our file and left the lock. Git's own lock on a tracking reference
            // may have the same text.
            if !isTracking, try files.entryType(source) == nil,
                try content(of: lock.path, in: lock.folder) == text
            {
                try lock.folder.discard(lock.path)
            }
        }
        try files.discard(source)
    }

    private func content(of path: String, in folder: SafeDirectory) throws(FileError) -> [UInt8]? {
        do throws(FileError) { return try folder.read(path, limit: 4096) } catch .notFound { return nil }
    }

    /// The error if another process holds the lock: it names the lock, and its owner if that is a promptpal
    /// process.
    func refusal() -> StoreError {
        .transaction(.referenceLocked(reference, by: holder()))
    }

    private func holder() -> TransactionProblem.LockHolder {
        guard let lock = try? lock() else { return .git(lock: nil) }
        let path =
            (reference == "HEAD" ? repository.gitDirectory : repository.commonDirectory) + "/" + lock.path
        guard let owner = LockOwner.of(lock) else { return .git(lock: path) }
        return .promptpal(lock: path, process: owner.processID, gitDirectory: owner.gitDirectory)
    }

    /// A line as Git writes it: old name, new name, author and time, a tab, the message.
    private func logLine(from old: ObjectID?, by person: Signature, summary: String) -> String {
        func plain(_ text: String) -> String { text.filter { !"<>\n\r\t\0".contains($0) } }
        let minutes = abs(person.offsetMinutes)
        let offset =
            (person.offsetMinutes < 0 ? "-" : "+")
            + [minutes / 60 / 10, minutes / 60 % 10, minutes % 60 / 10, minutes % 10].map(String.init)
            .joined()
        return [
            (old ?? .zero).hex, commit?.hex ?? "", plain(person.name), "<\(plain(person.email))>",
            "\(person.seconds) \(offset)\t\(plain(summary))\n",
        ].joined(separator: " ")
    }

    /// `core.logAllRefUpdates` decides if a missing log is started.
    private func log(_ line: [UInt8], to path: String, in folder: SafeDirectory) throws(FileError) {
        if repository.configurationFlag("core.logAllRefUpdates") == false, try folder.entryType(path) == nil {
            return
        }
        try folder.append(to: path, bytes: line)
    }
}

/// A lock file as Git uses them (`refs/heads/main.lock`), taken by promptpal. It is a hard link to a file of
/// promptpal that has the new content: renaming the lock over the locked file publishes that content.
///
/// The lock is recognized as ours at every moment, because it is the same file as `source`.
struct GitLock {
    /// The file that is locked, relative to `folder`.
    let target: String
    let folder: SafeDirectory
    /// promptpal's own file, relative to `files`.
    let source: String
    /// The Git directory of this work tree.
    let files: SafeDirectory
    let repository: Repository

    var path: String { target + ".lock" }

    /// Links our file, which is written already, as the lock.
    ///
    /// - Parameter milliseconds: the time to wait for another process that holds it.
    /// - Returns: false if another process holds it for longer.
    /// - Throws: if the disk fails.
    func take(milliseconds: Int) throws(FileError) -> Bool {
        let deadline = Host.millisecondsSinceStart() + Int64(milliseconds)
        var pause: UInt32 = 1
        var isFirst = true
        while true {
            do throws(FileError) {
                try makeFolder()
                try files.link(source, in: folder, as: path)
                return true
            } catch {
                switch error {
                case .exists:
                    if isFirst, LockOwner.of(self)?.releaseIfDead(self) == true { continue }
                // Git removes empty folders of references.
                case .notFound: break
                default: throw error
                }
                guard Host.millisecondsSinceStart() < deadline else { return false }
            }
            isFirst = false
            Host.pause(milliseconds: pause)
            pause = min(pause * 2, 25)
        }
    }

    private func makeFolder() throws(FileError) {
        let parent = target.split(separator: "/").dropLast().joined(separator: "/")
        if !parent.isEmpty { try folder.makeDirectory(parent) }
    }

    /// True if the lock is another name of our file.
    ///
    /// - Throws: if the disk fails.
    func isOurs() throws(FileError) -> Bool { try folder.isLink(path, to: source, in: files) }

    /// Renames the lock over the locked file, which also ends the lock.
    ///
    /// - Throws: if the disk fails.
    func publish() throws(FileError) {
        do throws(FileError) {
            try folder.rename(path, over: target)
        } catch .isDirectory {
            // Folders that references have left empty may be removed.
            try GitLock.removeEmptyFolders(at: target, in: folder)
            try folder.rename(path, over: target)
        }
    }

    private static func removeEmptyFolders(at path: String, in folder: SafeDirectory) throws(FileError) {
        for entry in try folder.entries(in: path) where entry.type == .directory {
            if let name = entry.name { try removeEmptyFolders(at: path + "/" + name, in: folder) }
        }
        try folder.removeDirectory(path)
    }

    /// Removes the lock if it is ours.
    ///
    /// - Throws: if the disk fails.
    func release() throws(FileError) {
        if try isOurs() { try folder.discard(path) }
    }

    /// Returns every lock below a folder of references, sorted.
    ///
    /// - Parameter path: the folder, relative to `folder`: `refs`.
    static func all(below path: String, in folder: SafeDirectory, depth: Int = 0) -> [String] {
        // Git's references are never nested this deep.
        guard depth < 64, let entries = try? folder.entries(in: path) else { return [] }
        var found: [String] = []
        for entry in entries {
            guard let name = entry.name else { continue }
            let path = path + "/" + name
            if entry.type == .directory {
                found += all(below: path, in: folder, depth: depth + 1)
            } else if entry.type == .file, name.hasSuffix(".lock") {
                found.append(path)
            }
        }
        return found
    }

    /// Removes every lock that is another name of a file of ours whose journal is lost.
    ///
    /// - Throws: if the disk fails.
    static func releaseAll(
        like source: String, in files: SafeDirectory, repository: Repository
    ) throws(FileError) {
        for path in Set([repository.gitDirectory, repository.commonDirectory]).sorted() {
            let folder = try SafeDirectory(opening: FilePath(path))
            for lock in ["HEAD.lock", "config.lock"] + all(below: "refs", in: folder)
            where try folder.isLink(lock, to: source, in: files) {
                try folder.discard(lock)
            }
        }
    }
}

/// A promptpal process in a work tree of the same repository that holds a lock of Git.
struct LockOwner {
    /// The work tree's Git directory.
    let gitDirectory: String
    /// The process id, if it is known.
    let processID: Int?
    private let files: SafeDirectory

    /// Returns the owner of a lock; `nil` if the lock is not another name of a promptpal file.
    static func of(_ lock: GitLock) -> LockOwner? {
        let common = lock.repository.commonDirectory
        var folders = [common]
        if let trees = try? SafeDirectory(opening: FilePath(common)).entries(in: "worktrees") {
            folders += trees.compactMap { $0.name.map { common + "/worktrees/" + $0 } }
        }
        for path in folders {
            guard let files = try? SafeDirectory(opening: FilePath(path)) else { continue }
            let sources = ((try? files.entries(in: "promptpal")) ?? []).compactMap(\.name).filter(isSource)
            for name in sources
            where (try? lock.folder.isLink(lock.path, to: "promptpal/" + name, in: files)) == true {
                let owner = FileLock.owner(Recovery.lock, in: files)
                return LockOwner(gitDirectory: path, processID: owner, files: files)
            }
        }
        return nil
    }

    /// True for the name of a file that becomes a lock.
    static func isSource(_ name: String) -> Bool {
        name.utf8.starts(with: "reference-".utf8) || name.utf8.starts(with: "config-".utf8)
    }

    /// Removes a lock that a killed process left: in that case nobody holds the lock of its work tree.
    ///
    /// - Returns: true if the lock is gone.
    func releaseIfDead(_ lock: GitLock) -> Bool {
        guard gitDirectory != lock.repository.gitDirectory,
            let own = try? FileLock.take(Recovery.lock, in: files, milliseconds: 0)
        else { return false }
        let isGone = (try? lock.folder.discard(lock.path)) != nil
        _ = consume own
        return isGone
    }
}
