internal import Diagnostics
internal import PromptCore

// Rules of the files below `labels/` that need the disk.

extension DiagnosticRule {
    /// A label file that is not at the address of its record.
    static let misplacedLabel = DiagnosticRule(
        "PP709", severity: .warning, title: "a label file at an old address",
        explanation: """
            `promptpal mv` moves the label files of a record with it; `git mv` and a file manager do not. The label is still \
            found, by the record's id, but all files of that label are searched for it. `validate --fix` moves the file.
            """,
        wrong: "`labels/production/old.prompt.label.yaml` of a prompt that is now at `new`.",
        right: "`labels/production/new.prompt.label.yaml`", isFile: false)

    /// A file below `labels/` that is not a label.
    static let foreignFileInLabels = DiagnosticRule(
        "PP710", severity: .note, title: "a file below labels/ that is not a label",
        explanation: """
            Label files are `labels/NAME/ADDRESS.prompt.label.yaml` (or `.module.` or `.variable.`), with a name that can be a \
            label. Other files are left alone.
            """,
        wrong: "`labels/production/notes.txt`",
        right: "the same file beside the folder `labels/`.", isFile: false)
}

extension Diagnostic {
    /// Reports a label file whose record has another address.
    static func misplacedLabel(at path: LabelPath, target: String) -> Diagnostic {
        Diagnostic(
            .misplacedLabel, message: "the record of this label is not at \(quoted(path.address.path)) now",
            at: nil,
            help: "`promptpal validate --fix` moves the file to \(target)", fix: .move(to: target))
    }

    /// Reports a file that is not a label.
    static var foreignFileInLabels: Diagnostic {
        Diagnostic(
            .foreignFileInLabels, message: "the file is not a label, and is left alone", at: nil,
            help: "move it to another folder")
    }
}
