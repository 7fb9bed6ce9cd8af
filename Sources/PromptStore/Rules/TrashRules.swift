internal import Diagnostics
internal import PromptCore

extension DiagnosticRule {
    /// A trash entry whose `trash.yaml` can't be used.
    static let unrestorableTrashEntry = DiagnosticRule(
        "PP701", severity: .warning, title: "a trash entry that can't be restored",
        explanation: """
            Each deleted record or folder is in `trash/<id>/` beside a `trash.yaml` with `id`, `kind` and \
            `path`. `path` must be a path below `prompts/` that is valid for the kind. Fix `trash.yaml`, or \
            move the deleted files back by hand with `git mv`.
            """,
        wrong: "a `trash.yaml` without `path`, or with one that leads out of the library.",
        right: "the `trash.yaml` as `promptpal rm` wrote it.", isFile: false)
}

extension Diagnostic {
    /// Reports a `trash.yaml` that can't be used because of `reason`.
    static func unrestorableTrashEntry(_ reason: String, at range: Range<Int>?) -> Diagnostic {
        Diagnostic(
            .unrestorableTrashEntry, message: "this trash entry can't be restored: \(reason)", at: range,
            help: "fix it, or move the file back by hand with `git mv`")
    }
}

extension DiagnosticRule {
    /// A trash entry whose deleted file or folder is missing.
    static let trashEntryWithoutFiles = DiagnosticRule(
        "PP702", severity: .warning, title: "a trash entry without its files",
        explanation: """
            The deleted file or folder must be beside `trash.yaml` under its own name. It was moved or \
            removed by hand; the history still has it, and `promptpal trash purge` removes the entry.
            """,
        wrong: "`trash/<id>/` with a `trash.yaml` and nothing else.",
        right: "`trash/<id>/` with the file it names.", isFile: false)
}

extension Diagnostic {
    /// Reports the entry in the directory `id`; `name` is the missing file or folder, a record of `kind`.
    static func trashEntryWithoutFiles(_ name: String, kind: RecordKind, id: String) -> Diagnostic {
        Diagnostic(
            .trashEntryWithoutFiles,
            message:
                "the \(kind.rawValue) of this trash entry is missing: there is no \(quoted(name)) beside `trash.yaml`",
            at: nil,
            help: "it is in the history: `git log -- trash/\(id)`")
    }
}

extension DiagnosticRule {
    /// A file or folder in the trash that is no entry.
    static let foreignFileInTrash = DiagnosticRule(
        "PP703", severity: .warning, title: "a file in the trash that is not an entry",
        explanation: """
            `trash/` contains one directory for each deleted record or folder, named by a UUID in lower case. Anything else is never restored \
            or purged. Move it elsewhere, or remove it.
            """,
        wrong: "`trash/notes.txt`, or a symbolic link.",
        right: "`trash/0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11/`.", isFile: false)
}

extension Diagnostic {
    /// Reports a file or folder; `reason` continues "it …".
    static func foreignFileInTrash(_ reason: String) -> Diagnostic {
        Diagnostic(
            .foreignFileInTrash, message: "this does not belong in the trash: it \(reason)", at: nil,
            help: "move it elsewhere, or remove it")
    }
}
