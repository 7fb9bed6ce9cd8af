public import SafeFiles

/// The reason why a change can't be undone.
public enum UndoRefusal: Sendable, Equatable {
    /// There is no commit yet.
    case noCommit
    /// No change by promptpal in this branch is still in effect.
    case nothingLeft
    /// There is no commit of this name.
    case noSuchCommit(String)
    /// The commit is not in the history of this branch.
    case elsewhere(CommitTitle)
    /// Another commit, whose id begins with `by`, has undone it already.
    case undone(CommitTitle, by: String)
    /// The commit is a merge; `parent`, from 1, is the position of the parent that has our own changes.
    case merge(CommitTitle, parent: Int)
    /// The commit created the store, and there is no earlier state.
    case first(CommitTitle)
    /// The commit was not made by promptpal.
    case foreign(CommitTitle)
    /// The clone is shallow and does not have the state before the commit.
    case shallow(CommitTitle)
    /// Without the change the store would no longer exist.
    case createdStore(CommitTitle)
    /// All files are as they were before the commit.
    case withoutEffect(CommitTitle)
    /// Files can't be restored; there is at least one.
    case conflicts(CommitTitle, [UndoConflict])
}

/// The reason why an undo can't restore a file. Paths are relative to the store.
public enum UndoConflict: Sendable, Equatable {
    /// The file is outside the store; its path starts at the top of the repository.
    case outside(path: String)
    /// The file can't be read.
    case unreadable(FileError)
    /// The file has edits that are not committed.
    case unsavedEdits(path: String)
    /// A later commit changed the file; `nil` if that commit is unknown.
    case changedLater(path: String, by: CommitTitle?)
}
