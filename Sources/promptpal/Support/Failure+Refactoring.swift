internal import PromptCore
internal import PromptStore
internal import SafeFiles
internal import YAMLTree

extension Failure {
    /// Words the reason why records can't be moved, copied or removed.
    init(_ refusal: RefactoringRefusal) {
        self.init(status: 1, message: refusal.message, help: refusal.help)
        if case .overlooked(let error, _) = refusal { fileErrors = [error] }
    }
}

extension RefactoringRefusal {
    fileprivate var message: String {
        switch self {
        case .isTarget(let address): "\(quoted(address.path)) already exists"
        case .labelInTheWay(let path): "\(path) exists already: it is a label of another record"
        case .moveIntoItself(let address): "\(quoted(address.path)) can't be moved into itself"
        case .copyIntoItself(let address): "\(quoted(address.path)) can't be copied into itself"
        case .emptyFolder(let address, _):
            "the folder \(quoted(address.path)) contains no file, so there is nothing to move"
        case .nested(let path): "folders in \(path) are nested too deeply"
        case .immovable(let path, let entry): "\(path) \(entry.words)"
        case .sameNames(let folder):
            "the folder \(quoted(folder.path)) contains files whose names are the same on many systems"
        case .sameName(let path, let other):
            "\(quoted(path)) and \(quoted(other)) are the same name on many systems"
        case .tooDeep(let path, let limit): "\(path) would be more than \(limit) folders deep"
        case .edit(let path, let error): "\(path) has to be changed: \(error.message)"
        case .references(let path, let error):
            "\(path) refers to a file that would move, and \(error.message)"
        case .unnamed(let names):
            "no path could name \(Failure.list(names.map { "\($0.name) in \($0.path)" }, shown: 1)) after the move"
        case .meanings(let names, let rearranging, _, _):
            "\(rearranging.words) would change what \(Failure.list(names.map { "`\($0.name)` in \($0.path)" }, shown: 3)) means"
        case .copy(let path, let failure): "\(path) can't be copied: \(failure.words)"
        case .layerRecord(let address):
            "\(quoted(address.path)) can't be read, so it can't get an id of its own"
        case .overlooked(let error, let removal):
            "\(error.description), and it may refer to \(removal.words)"
        case .used(let uses, _):
            "deleted or moved files are still used: "
                + Failure.list(uses.map { "\($0.user.path) uses \($0.used.path)" }, shown: 5)
        }
    }

    fileprivate var help: String? {
        switch self {
        case .isTarget, .moveIntoItself, .nested, .tooDeep: nil
        case .labelInTheWay:
            "run `promptpal validate` to list the labels that are not at the address of their record"
        case .copyIntoItself(let address): "give another address: \(ShellWord.quoted(address.path + "-2"))"
        case .emptyFolder(_, let target):
            "run `promptpal new folder \(ShellWord.quoted(target.path))` to make it"
        case .immovable: "fix this by hand first"
        case .sameNames: "`promptpal validate` lists them: rename one first"
        case .sameName: "choose another address"
        case .edit(_, let error), .references(_, let error): error.help
        case .unnamed: "choose a path without spaces"
        case .meanings(_, _, let target, let isVariable):
            isVariable
                ? "it means \(target.path) now: declare the variable in the file, or choose another path"
                : "it means \(target.path) now"
        case .copy(let path, _): "`promptpal validate \(ShellWord.quoted(path))` shows the errors"
        case .layerRecord: "copy the file by hand"
        case .overlooked(_, let removal):
            "check who may read it (`ls -ld`)" + (removal.help.map { "; \($0)" } ?? "")
        case .used(_, let removal): removal.help
        }
    }
}

extension Failure {
    /// Returns the first `shown` words, and the number of the others.
    static func list(_ words: [String], shown: Int) -> String {
        words.prefix(shown).joined(separator: ", ") + more(words.count - shown)
    }

    /// Returns ` and 3 more`; empty for 0 and less.
    static func more(_ count: Int) -> String { count > 0 ? " and \(count) more" : "" }
}

extension EditFailure {
    /// The failure as the end of a sentence.
    var words: String {
        switch self {
        case .unreadable: "it can't be read"
        case .keys(let error): error.message
        case .tree(let error): error.description
        }
    }
}

extension ImmovableEntry {
    fileprivate var words: String {
        switch self {
        case .nameNotUTF8: "has a name that is not UTF-8"
        case .repository: "is a Git repository of its own"
        case .type(let type): "is \(type), which is never followed or read"
        }
    }
}

extension Rearranging {
    fileprivate var words: String {
        switch self {
        case .moving(let address): "moving \(quoted(address.path))"
        case .copying(let address): "copying \(quoted(address.path))"
        case .dissolving(let folder, let parent):
            "moving the contents of \(quoted(folder.path)) to \(quoted("prompts/" + parent.path))"
        }
    }
}

extension Removal {
    /// The removed thing.
    fileprivate var words: String {
        switch self {
        case .move: "a file that would be moved"
        case .deletion: "a file that would be deleted"
        case .save, .undo: "a deleted or moved file"
        }
    }

    /// The way to do it anyway.
    fileprivate var help: String? {
        switch self {
        case .move: nil
        case .deletion: "--force deletes it anyway"
        case .save:
            "`promptpal mv` moves a file and updates its references; `promptpal save --force` saves it anyway"
        case .undo: "`promptpal undo --force` undoes the change anyway"
        }
    }
}
