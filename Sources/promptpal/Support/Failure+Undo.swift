internal import PromptCore
internal import PromptStore
internal import SafeFiles

extension Failure {
    /// Words the reason why a change can't be undone.
    init(_ refusal: UndoRefusal) {
        var status: Int32 = 1
        if case .noSuchCommit = refusal { status = 2 }
        self.init(status: status, message: refusal.message, help: refusal.help)
        if case .conflicts(_, let conflicts) = refusal {
            fileErrors = conflicts.prefix(UndoRefusal.shownConflicts).compactMap { conflict in
                if case .unreadable(let error) = conflict { error } else { nil }
            }
        }
    }
}

extension UndoRefusal {
    /// The number of conflicts that the message names.
    fileprivate static var shownConflicts: Int { 5 }

    fileprivate var message: String {
        switch self {
        case .noCommit: "there is no commit yet, so there is nothing to undo"
        case .nothingLeft:
            "nothing is left to undo: this branch has no change by promptpal that is still in effect"
        case .noSuchCommit(let revision): "the commit \(quoted(revision)) does not exist"
        case .elsewhere(let commit): "\(commit.words) is not in the history of this branch"
        case .undone(let commit, let undoer): "\(commit.words) was already undone by \(undoer)"
        case .merge(let commit, _): "\(commit.words) is a merge"
        case .first(let commit): "\(commit.words) created the store, and there is no earlier state"
        case .foreign(let commit): "\(commit.words) was not made by promptpal"
        case .shallow(let commit):
            "\(commit.words) is the first commit of this shallow clone, so the state before it is unknown"
        case .createdStore(let commit):
            "\(commit.words) created the store, so the store would no longer exist"
        case .withoutEffect(let commit):
            "\(commit.words) is already undone: all files are as they were before it"
        case .conflicts(let commit, let conflicts):
            "can't undo \(commit.words): "
                + conflicts.prefix(UndoRefusal.shownConflicts).map(\.words).joined(separator: "; ")
                + (conflicts.count > UndoRefusal.shownConflicts
                    ? "; and \(conflicts.count - UndoRefusal.shownConflicts) more files" : "")
        }
    }

    fileprivate var help: String? {
        switch self {
        case .noCommit, .withoutEffect: nil
        case .nothingLeft:
            "`git log` shows its commits; `git revert COMMIT` undoes a commit that promptpal did not make"
        case .noSuchCommit: "`promptpal log` lists the commits"
        case .elsewhere: "`promptpal log` lists the commits of this branch"
        case .undone(_, let undoer): "`promptpal undo \(undoer)` brings it back"
        case .merge(let commit, let parent):
            "`git revert -m \(parent) \(commit.shortID)` undoes the changes that it merged"
        case .first: "`promptpal rm` deletes prompts"
        case .foreign(let commit): "`git revert \(commit.shortID)` undoes it"
        case .shallow: "`git fetch --unshallow` gets the rest"
        case .createdStore(let commit): "`git revert \(commit.shortID)` undoes it anyway"
        case .conflicts(let commit, let conflicts):
            if case .unsavedEdits? = conflicts.first {
                "run `promptpal save`; `promptpal undo \(commit.shortID)` then undoes this and keeps the edits"
            } else {
                "undo the later change first, or restore single files with `promptpal restore`"
            }
        }
    }
}

extension CommitTitle {
    fileprivate var words: String { "\(shortID) \(quoted(summary))" }
}

extension UndoConflict {
    fileprivate var words: String {
        switch self {
        case .outside(let path): "\(path) is outside the store"
        case .unreadable(let error): error.description
        case .unsavedEdits(let path): "\(path) has uncommitted edits"
        case .changedLater(let path, let commit):
            "\(path) changed later" + (commit.map { ", by \($0.words)" } ?? "")
        }
    }
}
