internal import PromptCore
internal import PromptStore

extension Failure {
    /// Words the reason why there is no such version.
    init(_ refusal: VersionRefusal) {
        switch refusal {
        case .noLabel(let name, let address):
            self.init(
                status: 2, message: "\(quoted(address.path)) has no label \(quoted(name))",
                help:
                    "run `promptpal label set \(ShellWord.quoted(address.path)) \(name)`; for a tag or branch of that name write refs/tags/\(name) or refs/heads/\(name)"
            )
        case .labelWithoutCommit(let label, let address):
            self.init(
                status: 2, message: "the label \(quoted(label)) of \(quoted(address.path)) notes no commit",
                help: "run `promptpal log \(ShellWord.quoted(address.path))` to list its versions")
        case .labelCommitMissing(let label, let commit):
            self.init(
                status: 2,
                message:
                    "the label \(quoted(label)) is at commit \(commit.prefix(7)), which is not in this repository",
                help: "`promptpal doctor` lists such labels; `promptpal label set` sets it again")
        case .labelCommitForbidden(let label, let commit):
            self.init(
                status: 2,
                message:
                    "the label \(quoted(label)) is at commit \(commit.prefix(7)), which can't be read: permission denied",
                help:
                    "`ls -ld .git/objects .git/objects/\(commit.prefix(2)) .git/objects/\(commit.prefix(2))/*` shows the permissions"
            )
        case .noNumber(let number, let address, let known):
            let numberText = number == .max ? "" : " \(number)"
            self.init(
                status: 2,
                message: known.isComplete
                    ? "\(quoted(address.path)) has no version\(numberText)"
                    : "the clone does not reach back to the first version of \(quoted(address.path)), so its versions have no numbers",
                help: known.help)
        case .fileMissing(let path, let content, let known):
            self.init(status: 2, message: "\(path) is not in \(content)", help: known.help)
        case .notInCommit(let address, let commit, let known):
            self.init(notIn: commit, address, help: known.help)
        case .otherRecordInCommit(let address, let commit, let former):
            self.init(notIn: commit, address, help: former.help)
        case .noRevision(let revision, let known):
            self.init(
                status: 2,
                message: "there is no version, label, branch, tag or commit \(quoted(revision))",
                help: known?.help)
        }
    }

    private init(notIn commit: CommitTitle, _ address: Address, help: String) {
        self.init(
            status: 2,
            message: "\(quoted(address.path)) is not in \(commit.shortID) (\(commit.summary))", help: help)
    }
}

extension KnownVersions {
    /// The hint for "no such version".
    fileprivate var help: String {
        let list = "`promptpal log \(ShellWord.quoted(address.path))` lists them"
        guard isComplete else {
            return "older versions are before the clone's horizon: `git fetch --unshallow` gets them"
        }
        return switch count {
        case 0: "it has no version yet: `promptpal save` creates the first"
        case 1: "there is only v1; \(list)"
        default: "there are v1 to v\(count); \(list)"
        }
    }
}

extension FormerRecord {
    /// The hint with the record's present place.
    fileprivate var help: String {
        switch self {
        case .moved(let address, let revision):
            "another record had this address and is now \(quoted(address.path)): `promptpal show \(ShellWord.quoted(address.path))@\(revision)`"
        case .deleted(let path, let commit):
            "another record had this address and was deleted: `git show \(commit):\(path)` shows it"
        }
    }
}
