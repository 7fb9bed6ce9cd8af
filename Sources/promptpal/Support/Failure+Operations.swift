internal import Diagnostics
internal import PromptCore
internal import PromptStore

extension Failure {
    /// Words the reason why a record can't get the content of a version.
    init(_ refusal: RestoreRefusal) {
        switch refusal {
        case .unreadable(let problem): self.init(status: 1, message: problem.message, help: problem.help)
        case .unsavedEdits(let path, let address):
            self.init(
                status: 1, message: "\(path) has uncommitted edits, which would be lost",
                help:
                    "`promptpal save \(ShellWord.quoted(address.shown))` commits them; --force discards them"
            )
        }
    }

    /// Words the reason why a label can't be set or removed.
    init(_ refusal: LabelRefusal) {
        switch refusal {
        case .name(let name):
            self.init(
                status: 1,
                message:
                    "\(quoted(name)) can't be a label: it \(LabelName.problem(in: name) ?? "can't be used")",
                help: "a label is a word such as `production` or `review-2`")
        case .noID(let address):
            self.init(
                status: 1, message: "\(quoted(address.path)) has no id, and a label needs an id",
                help: "`promptpal save \(ShellWord.quoted(address.path))` gives it an id")
        case .noLabel(let name, let address, let labels):
            self.init(
                status: 2, message: "\(quoted(address.path)) has no label \(quoted(name))",
                help: labels.isEmpty
                    ? "run `promptpal label list` to list the labels"
                    : "it has \(labels.joined(separator: ", "))")
        case .file(let error): self.init(error)
        case .folderName(let name, let problem):
            self.init(
                status: 1, message: "\(quoted(name)) can't be a label: it \(problem.message)",
                help: "a label is a word such as `production` or `review-2`")
        case .sameName(let name, let other):
            self.init(
                status: 1,
                message: "\(quoted(name)) can't be a label: there is the label \(quoted(other)) already",
                help: "some systems take both names for one")
        case .folder(let address):
            self.init(
                status: 1, message: "\(quoted(address.shown)) is a folder, and a folder can't have a label",
                help:
                    "`promptpal label set \(ShellWord.quoted(address.path + "/**")) LABEL` labels its prompts"
            )
        case .needsLabelFiles:
            self.init(
                status: 1, message: "labels of many prompts need a store of format 2",
                help: "`promptpal migrate` changes the format")
        case .longPath(let path, let limit):
            self.init(status: 1, message: "\(path), which would be copied, has more than \(limit) bytes")
        case .tooLarge(let path, let byteCount, let limit):
            self.init(
                status: 1,
                message: "\(path) would have \(byteCount) bytes, more than \(limit >> 20) MiB",
                help: "a label copies every module that the prompt can use")
        case .taken(let path, let id):
            self.init(
                status: 1,
                message: "\(path) is the label of another record\(id.map { " with the id \($0)" } ?? "")",
                help: "run `promptpal validate` to see it")
        }
    }

    /// Words the reason why a folder can't be removed or named.
    init(_ refusal: FolderRefusal) {
        switch refusal {
        case .empty(let address):
            self.init(
                status: 1, message: "the folder \(quoted(address.path)) contains no file",
                help: "no commit contains it either: remove it with `rmdir`")
        case .file(let path, let error):
            self.init(status: 1, message: "\(path): \(error.message)", help: error.help)
        }
    }

    /// Words the reason why a part of a record can't be removed.
    init(_ refusal: StructureRefusal) {
        switch refusal {
        case .optionChosen(let option, let choices):
            let files = choices.map { choice in
                choice.path + (choice.module.map { " (\($0))" } ?? "")
            }
            let shown =
                Array(files.prefix(5)) + (files.count > 5 ? ["\(files.count - 5) more"] : [])
            self.init(
                status: 1, message: "\(quoted(option)) is chosen by \(alternatives(shown, last: "and"))",
                help: "--force removes their `default:`; or choose another option there first")
        case .variableUsed(let variable, let paths):
            self.init(
                status: 1, message: "\(quoted(variable)) is used in \(alternatives(paths, last: "and"))",
                help: "--force removes the declaration anyway")
        }
    }
}
