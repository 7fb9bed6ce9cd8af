internal import GitRepo
internal import SafeFiles

/// Git's own lock on its index, held while a transaction changes work tree, index and reference: `git commit`
/// and `git add` wait or say so.
///
/// The lock file is a link to a file of ours with our token in it, so that it is ours from its first moment
/// and can be told from one that Git left.
struct IndexLock {
    let journal: Journal
    let files: SafeDirectory

    static let file = "index.lock"
    /// How long Git may hold it: it does for as long as it writes its index.
    static let patience = 3000

    /// - Returns: false where another process holds it for too long.
    func take() throws(FileError) -> Bool {
        // Where a power cut takes its text, it is told by being the same file.
        try files.write(journal.lockSource, journal.lockText, expecting: .absent, durability: .none)
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

    /// By its content, or, where a power cut has taken that, as the same file as ours.
    func isOurs() throws(FileError) -> Bool {
        if try files.isLink(IndexLock.file, to: journal.lockSource) { return true }
        return try IndexLock.content(in: files) == journal.lockText
    }

    /// Removes it where it is ours.
    func release() throws(FileError) {
        if try isOurs() { try files.discard(IndexLock.file) }
        try files.discard(journal.lockSource)
    }

    /// Whether a process of ours left it. Only to be asked with the store's lock held, without which none of ours
    /// takes this one.
    static func isOfDeadProcess(in files: SafeDirectory) throws(FileError) -> Bool {
        try content(in: files)?.starts(with: Array("promptpal ".utf8)) ?? false
    }

    private static func content(in files: SafeDirectory) throws(FileError) -> [UInt8]? {
        do throws(FileError) { return try files.read(IndexLock.file, limit: 4096) } catch {
            switch error {
            case .system, .permissionDenied: throw error
            // One of Git's may be as large as an index.
            default: return nil
            }
        }
    }
}
