internal import PromptCore
internal import PromptStore

extension Failure {
    /// Words the reason why the format of a store can't be changed.
    init(_ refusal: MigrateRefusal) {
        switch refusal {
        case .labelFileExists(let path):
            self.init(
                status: 1, message: "\(path) exists already",
                help: "a store of format 1 has no label files: move `labels/` away first")
        case .labels(let problems, let format):
            let number = format.rawValue
            let first = problems.first.map {
                "\($0.label) can't be a label of format \(number): \($0.problem.words)"
            }
            let rest = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
            self.init(
                status: 1, message: (first ?? "") + rest,
                help: "`promptpal migrate --to \(number) --dry-run` lists all; --drop-broken leaves them out")
        case .unreadableManifest:
            self.init(
                status: 1, message: "promptpal.yaml can't be read",
                help: "run `promptpal validate` to see its errors")
        case .manifest(let error):
            self.init(
                status: 1, message: "promptpal.yaml can't be edited: \(error)", help: "fix it by hand first")
        case .labelList(let error): self.init(error)
        }
    }
}

extension LabelMigrationProblem {
    /// The reason, as a sentence without its begin.
    var words: String {
        switch self {
        case .folderName(let problem): "its name \(problem.message)"
        case .sameName(let other): "its name differs from \(other) only in case or Unicode form"
        case .commitMissing(let commit): "its commit \(commit.prefix(7)) is not in this repository"
        case .recordMissing(let commit): "its commit \(commit.prefix(7)) does not have the record"
        case .folder: "a folder can't have a label"
        case .taken(let address): "another record has the label at \(address.path)"
        case .invalidFile(let path, let code, let message):
            "\(path) has an error in that version: \(message) (\(code))"
        case .label(let refusal): Failure(refusal).message
        case .unreadable: "its file has errors"
        case .noCommit: "no commit has its texts"
        }
    }
}
