public import Git
public import GitIndex
public import SafeFiles

/// The reason why a change could not be published. Nothing is written, except after `unconfirmed` and
/// `trackingLeftBehind`.
public enum TransactionProblem: Sendable, Equatable {
    /// The branch moved after the commit for it was made.
    case moved
    /// The branch moved again before each attempt.
    case keepsMoving
    /// The folder of a changed file is a submodule or another clone.
    case submodule(folder: String)
    /// Another process holds the lock of Git's index.
    case indexLocked
    /// Git's index can't be read or changed.
    case index(IndexError)
    /// Another process holds the lock of a reference.
    case referenceLocked(String, by: LockHolder)
    /// Another process holds the lock of Git's configuration, which is at this path.
    case configurationLocked(lock: String)
    /// Other processes changed Git's configuration before each attempt.
    case configurationKeepsChanging
    /// The journal of an interrupted change is damaged; it is now at this path in the Git directory.
    case damagedJournal(movedTo: String)
    /// An interrupted change could not be finished or undone, because the disk failed.
    case unsettledByDisk(FileError)
    /// An interrupted change could not be finished or undone, because libgit2 failed.
    case unsettledByGit(GitError)
    /// The change was committed, but the disk did not confirm it.
    case unconfirmed(FileError)
    /// The change was committed, but the remote-tracking reference could not be moved.
    case trackingLeftBehind(reference: String, FileError)

    /// The process that holds a lock of Git.
    public enum LockHolder: Sendable, Equatable {
        /// A Git command. `lock` is the path of the lock; `nil` if it is not known.
        case git(lock: String?)
        /// A promptpal process, with its id, if known, in the work tree with this Git directory.
        case promptpal(lock: String, process: Int?, gitDirectory: String)
    }
}
