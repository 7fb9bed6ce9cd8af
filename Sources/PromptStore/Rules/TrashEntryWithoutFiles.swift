internal import Diagnostics
internal import PromptCore

extension DiagnosticRule {
    /// A trash entry whose deleted file or folder is missing.
    static let trashEntryWithoutFiles = DiagnosticRule(
        "PP702", severity: .warning, title: "a trash entry without its files",
        explanation: """
            What was deleted must lie beside the `trash.yaml` under its own name. It was moved or removed by hand; the history \
            still has it, and `promptpal trash purge` clears the entry away.
            """,
        wrong: "`trash/<id>/` with a `trash.yaml` and nothing else.",
        right: "`trash/<id>/` with the file it names.", isFile: false)
}

extension Diagnostic {
    /// Reports the entry in the directory `id`; `name` is the missing file or folder, a record of `kind`.
    static func trashEntryWithoutFiles(_ name: String, kind: RecordKind, id: String) -> Diagnostic {
        Diagnostic(
            .trashEntryWithoutFiles,
            message: "the trash entry has lost its \(kind.rawValue): there is no \(quoted(name)) beside it", at: nil,
            help: "the history has it: `git log -- trash/\(id)`")
    }
}
