internal import Git
internal import GitIndex
internal import PromptCore
internal import PromptStore
internal import SafeFiles

extension Failure {
    /// Words the reason why a change could not be published.
    init(_ problem: TransactionProblem) {
        let again = "run the command again"
        let gitHelp = "wait for the other Git command; if none is running, run `promptpal doctor`"
        let (message, help): (String, String?) =
            switch problem {
            case .moved: ("the branch moved meanwhile; nothing was written", again)
            case .keepsMoving: ("other processes keep changing the branch; nothing was written", again)
            case .submodule(let folder):
                (
                    "\(folder) is a submodule or another clone: its files belong to another repository",
                    "if it is a store of its own, use `promptpal -C \(ShellWord.quoted(folder))`"
                )
            case .indexLocked:
                ("Git's index is locked (index.lock in its directory); nothing was written", gitHelp)
            case .index(let error): (error.description, error.help)
            case .referenceLocked(let reference, .git(let lock)):
                (
                    "\(reference) is locked by another Git command "
                        + "(\(lock ?? "\(reference).lock in the Git directory")); nothing was written",
                    gitHelp
                )
            case .referenceLocked(let reference, .promptpal(let lock, let process, let gitDirectory)):
                (
                    "\(reference) is locked by another promptpal\(process.map { ", process \($0)" } ?? "") "
                        + "(\(lock)); nothing was written",
                    "wait for it to end, then run the command again; it works in \(gitDirectory)"
                )
            case .configurationLocked(let lock):
                (
                    "Git's configuration is locked by another Git command (\(lock)); nothing was written to it",
                    gitHelp
                )
            case .configurationKeepsChanging:
                ("other processes keep changing Git's configuration; nothing was written to it", gitHelp)
            case .damagedJournal(let path):
                (
                    "the journal of an interrupted change is damaged; it was moved to \(path) in the Git directory",
                    "`promptpal status` shows what that change left behind; then run the command again"
                )
            case .unsettledByDisk(let error): Failure.unsettled(error.description)
            case .unsettledByGit(let error): Failure.unsettled(error.description)
            case .unconfirmed(let error):
                (
                    "the change was committed, but the disk did not confirm it: \(error.description)",
                    "check the disk; `promptpal log` shows the change"
                )
            case .trackingLeftBehind(let reference, let error):
                (
                    "the change was committed, but \(reference) could not be moved: \(error.description)",
                    "check the disk; the next `promptpal sync` moves it"
                )
            }
        let isRefused = if case .submodule = problem { true } else { false }
        self.init(status: isRefused ? 1 : 2, message: message, help: help)
    }

    private static func unsettled(_ reason: String) -> (String, String?) {
        (
            "an interrupted change could not be finished or undone: \(reason); nothing was written",
            "check that the disk is writable and not full, then run the command again"
        )
    }

    /// Words the reason why a repository can't be used.
    init(_ problem: RepositoryProblem) {
        switch problem {
        case .unusable(.notFound(let start)): self.init(StoreError.noRepository(path: start))
        case .unusable(.git(let error)): self.init(error)
        case .unusable(.unsafe(let message, let help)), .unusable(.unsupported(let message, let help)):
            self.init(status: 2, message: message, help: help)
        case .noIdentity(let key):
            self.init(
                status: 2,
                message: "\(key) is not set, and user.useConfigOnly forbids a default; nothing was written",
                help: "run `git config \(key) …` for this repository, or with --global for all")
        }
    }

    /// Words an error of libgit2.
    init(_ error: GitError) {
        self.init(
            status: 2, message: error.description, help: "run `promptpal doctor` to check the repository")
    }

    /// Words a failed transfer. A change that the other side refuses is an answer, not a failure.
    init(_ error: RemoteError) {
        let isAnswer = error.reason == .behind || error.reason == .rejected
        self.init(status: isAnswer ? 1 : 2, message: error.message, help: error.help)
    }
}
