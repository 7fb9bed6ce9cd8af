internal import Git
internal import PromptCore
internal import PromptStore
internal import SafeFiles

extension Failure {
    /// Words the reason why a library can't be shared.
    init(_ refusal: SyncRefusal) {
        func refuse(_ message: String, help: String) -> Failure {
            Failure(status: 1, message: message, help: help)
        }
        self =
            switch refusal {
            case .detached:
                refuse(
                    "no branch is checked out, so there is nothing to share",
                    help: "`git switch BRANCH` checks one out")
            case .shallow:
                refuse(
                    "this clone is shallow, so the common history may be cut off",
                    help: "`git fetch --unshallow` gets the rest")
            case .notShared:
                refuse(
                    "this library is not shared with another repository yet",
                    help: "run `git remote add origin ADDRESS`, then `promptpal sync`")
            case .noUpstream(let branch, let remotes):
                refuse(
                    "the branch \(quoted(branch)) has no upstream, and there are several remotes: \(remotes.joined(separator: ", "))",
                    help:
                        "`git branch --set-upstream-to REMOTE/\(branch)` sets one; the first time, `git push -u REMOTE \(branch)`"
                )
            case .rewritten(let upstream, let gone):
                refuse(
                    Failure.message(rewritten: upstream, gone: gone),
                    help:
                        "`promptpal pull --take` follows \(upstream) and keeps only your unpublished changes; `promptpal pull --keep` merges, which brings the commits back"
                )
            case .notABranch(let reference, let remote):
                refuse(
                    "\(reference) of \(remote) is not a branch",
                    help: "`git branch --set-upstream-to` sets another")
            case .behind(let upstream):
                refuse(
                    "\(upstream) has changes that you do not have yet, so nothing was sent",
                    help: "run `promptpal sync` to fetch them, merge yours with them, and send both")
            case .problems(let upstream, let problems): Failure(problems: problems, notIn: upstream)
            case .overtaken:
                refuse(
                    "others keep pushing; your changes are merged with theirs here, but not sent yet",
                    help: "run `promptpal sync` again")
            case .noStore(let upstream, let manifest):
                refuse(
                    "\(upstream) has no \(quoted(manifest)), so no store would be left here; nothing was changed",
                    help: Failure.originHelp)
            case .unrelated:
                refuse(
                    "the two libraries have no common history, so they can't be merged",
                    help: "to merge them as Git does, run `git pull --no-rebase --allow-unrelated-histories`")
            case .conflict(let path):
                refuse(
                    "both sides changed \(path), which is not a file of the library; nothing was changed",
                    help: "run `git pull --no-rebase`, and resolve the conflict yourself")
            case .editsOverlap(let path):
                refuse(
                    "\(path) has uncommitted edits in lines that the other side changed too; nothing was changed",
                    help: "run `promptpal save` (or `git stash`) first")
            case .tooLarge(let path, let limit):
                refuse(
                    "\(path) is larger than \(limit >> 20) MiB; nothing was changed",
                    help: "run `git pull --no-rebase`")
            case .notRegularFile(let path):
                refuse(
                    "the fetched commit replaces \(quoted(path)), which is not a regular file; nothing was changed",
                    help: "run `git pull --no-rebase`")
            case .blocked(let path, let error):
                refuse(
                    "\(path) blocks the fetched file: \(error.description); nothing was changed",
                    help: "move it elsewhere, then run the command again")
            case .unsafePath(let path): refuse(Failure.message(path), help: Failure.originHelp)
            }
    }

    private static let originHelp = "after `git fetch`, `git log -p FETCH_HEAD` shows where it comes from"

    /// Words the reason why a commit is not sent: `problems` are those that the other side does not have.
    init(problems: [SharingProblem], notIn upstream: String) {
        let limit = 20
        var lines = problems.prefix(limit).map { "\($0.path): \($0.message) (\($0.code))" }
        if problems.count > limit { lines.append("and \(problems.count - limit) more") }
        self.init(
            status: 1,
            message:
                "nothing was sent, because your last commit has problems that \(upstream) does not have: \(lines.joined(separator: "; "))",
            help: "fix them (`promptpal resolve` resolves conflicts), or send them with --push-anyway")
    }

    private static func message(rewritten upstream: String, gone: [GoneCommit]) -> String {
        let limit = 20
        var names = gone.prefix(limit).map { "\($0.id.prefix(7)) \(quoted($0.summary)) by \($0.author)" }
        if gone.count > limit { names.append("and \(gone.count - limit) more") }
        let count = counted(gone.count, one: "published commit")
        return "\(upstream) was rewritten, and \(count) \(gone.count == 1 ? "is" : "are") gone there: "
            + names.joined(separator: ", ")
    }

    private static func message(_ path: UnsafePath) -> String {
        let why =
            switch path.reason {
            case .encoding: "is not UTF-8"
            case .part(let problem): problem.message
            case .link: "is a symbolic link"
            case .submodule: "is a repository of its own (a submodule)"
            }
        return "the fetched commit contains \(quoted(path.path)), which \(why); "
            + "it was rejected, and nothing was changed"
    }

    /// Words the reason why a repository could not be cloned.
    init(_ problem: CloneProblem) {
        let checkHelp = "use `git clone`, and check the files before you use them"
        let (message, help): (String, String?) =
            switch problem {
            case .noName(let path):
                ("\(path) names no directory", "name a directory that does not exist yet")
            case .occupied(let path):
                ("\(path) already exists and is not empty", "name another directory after the address")
            case .noBranch(let branch, let address): ("\(address) has no branch \(branch)", nil)
            case .tooManyFiles(let count, let limit):
                ("there are \(count) files, more than the limit of \(limit)", checkHelp)
            case .unsafePath(let path): (Failure.message(path), checkHelp)
            case .interrupted: ("the clone was interrupted; nothing was created", nil)
            case .disk(let error): ("\(error.description); nothing was created", nil)
            case .git(let error): ("\(error.description); nothing was created", nil)
            }
        self.init(status: 2, message: message, help: help)
    }

    /// Words the reason why a completed push is not recorded in this clone.
    init(unrecorded error: StoreError) {
        let known = Failure(error)
        let (why, help): (String, String?) =
            switch error {
            case .file(let error): (error.description, nil)
            case .locked: (known.message, "wait for it to end")
            default: (known.message, known.help)
            }
        self.init(
            status: 0,
            message: "the changes were sent, but this clone has not recorded that yet: \(why)", help: help)
    }
}
