internal import Git
internal import SafeFiles

/// Git's own lock on its index, held while a transaction changes work tree, index and reference: `git commit`
/// and `git add` wait or fail.
///
/// The lock file is a link to a file of ours with our token in it, so that it is recognized as ours from its
/// first moment.
struct IndexLock {
    let journal: Journal
    let files: SafeDirectory

    static let file = "index.lock"
    /// The time that Git may hold it, in milliseconds: as long as it writes its index.
    static let patience = 3000

    /// - Returns: false if another process holds it for too long.
    func take() throws(FileError) -> Bool {
        // If a power cut removes its text, it is recognized as the same file.
        try files.write(journal.lockSource, bytes: journal.lockText, expecting: .absent, durability: .none)
        let deadline = Host.millisecondsSinceStart() + Int64(IndexLock.patience)
        var pause: UInt32 = 1
        while true {
            do throws(FileError) {
                try files.link(journal.lockSource, as: IndexLock.file)
                return true
            } catch .exists {
                guard Host.millisecondsSinceStart() < deadline else {
                    try files.discard(journal.lockSource)
                    return false
                }
            }
            Host.pause(milliseconds: pause)
            pause = min(pause * 2, 25)
        }
    }

    /// Returns true if the lock is ours, by its content, or, if a power cut has removed that, by being the
    /// same file.
    func isOurs() throws(FileError) -> Bool {
        if try files.isLink(IndexLock.file, to: journal.lockSource) { return true }
        return try IndexLock.content(in: files) == journal.lockText
    }

    /// Removes the lock if it is ours, and in any case promptpal's own file that the lock links to.
    ///
    /// - Throws: ``FileError`` if the disk fails.
    func release() throws(FileError) {
        if try isOurs() { try files.discard(IndexLock.file) }
        try files.discard(journal.lockSource)
    }

    /// Returns true if a killed promptpal process left the lock. The store's lock must be held, without which
    /// no promptpal process takes this one.
    static func isOfDeadProcess(in files: SafeDirectory) throws(FileError) -> Bool {
        try content(in: files)?.starts(with: Array("promptpal ".utf8)) ?? false
    }

    private static func content(in files: SafeDirectory) throws(FileError) -> [UInt8]? {
        do throws(FileError) { return try files.read(IndexLock.file, limit: 4096) } catch {
            switch error {
            case .system, .permissionDenied: throw error
            // A lock that Git wrote may be as large as an index.
            default: return nil
            }
        }
    }
}
