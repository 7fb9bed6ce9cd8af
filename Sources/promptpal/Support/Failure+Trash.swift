internal import PromptCore
internal import PromptStore
internal import YAMLTree

extension Failure {
    /// Words the reason why records can't be moved to the trash or restored from it.
    init(_ refusal: TrashRefusal) {
        switch refusal {
        case .ambiguous(let text, let ids):
            self.init(
                status: 1, message: "\(ids.count) trash entries begin with \(quoted(text))",
                help: "write more of the id: \(ids.prefix(3).map(\.description).joined(separator: ", "))")
        case .unreadable(let text):
            self.init(
                status: 1, message: "the trash entry \(quoted(text)) can't be read",
                help: "run `promptpal trash list` to see why")
        case .noEntry(let text, let near):
            self.init(
                status: 2, message: "nothing in the trash was deleted from \(quoted(text)) or has this id",
                help: near.map { "did you mean \(quoted($0))?" }
                    ?? "run `promptpal trash list` to list the entries")
        case .used(let records):
            let words = records.prefix(3).map { record in
                "\(quoted(record.address.path)) is used by "
                    + Failure.list(record.users.map(\.path), shown: 5)
            }
            let others = records.count - 3
            let rest =
                others > 0 ? "; \(counted(others, one: "other is", many: "others are")) used too" : ""
            self.init(
                status: 1, message: words.joined(separator: "; ") + rest,
                help: "change these first, or delete anyway with --force")
        case .labelled(let labels):
            let words = Failure.list(labels.map { "\($0.address.path)@\($0.label)" }, shown: 5)
            self.init(
                status: 1,
                message: "\(labels.count == 1 ? "a label" : "labels") would be deleted too: \(words)",
                help: "--force deletes them; `promptpal trash restore` restores them with the record")
        case .changed(let id):
            self.init(
                status: 1, message: "the trash entry \(id) has changed in the meantime", help: "try again")
        case .reservedName:
            self.init(
                status: 1, message: "a folder named trash.yaml can't be moved to the trash",
                help: "rename it first")
        case .emptyFolder(let address):
            self.init(
                status: 1,
                message: "the folder \(quoted(address.path)) contains no file, so there is nothing to delete",
                help: "no commit contains it either: remove it with `rmdir`")
        case .filesMissing(let kind, let id, let directory):
            self.init(
                status: 1, message: "the \(kind.rawValue) of the trash entry \(id) is missing",
                help: "it is in the history: `git log -- \(directory)`")
        case .taken(let kind, let address, let id):
            self.init(
                status: 1, message: "a \(kind.rawValue) already exists at \(quoted(address.path))",
                help: "`promptpal trash restore \(id) --to ADDRESS` restores it to another address")
        case .newID(let path, let error):
            self.init(status: 1, message: "\(path) can't get a new id: \(error)", help: "fix it first")
        }
    }
}
