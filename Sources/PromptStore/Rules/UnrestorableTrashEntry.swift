internal import Diagnostics

extension DiagnosticRule {
    /// A trash entry whose `trash.yaml` can't be used.
    static let unrestorableTrashEntry = DiagnosticRule(
        "PP701", severity: .warning, title: "a trash entry that can't be restored",
        explanation: """
            Each deleted thing lies in `trash/<id>/` beside a `trash.yaml` with `id`, `kind` and `path`, which must be where such \
            a file may lie below `prompts/`. Mend the file, or move what was deleted back by hand with `git mv`.
            """,
        wrong: "a `trash.yaml` without `path`, or with one that leads out of the library.",
        right: "the `trash.yaml` as `promptpal rm` wrote it.", isFile: false)
}

extension Diagnostic {
    /// Reports a `trash.yaml` that can't be used because of `reason`.
    static func unrestorableTrashEntry(_ reason: String, at range: Range<Int>?) -> Diagnostic {
        Diagnostic(
            .unrestorableTrashEntry, message: "this trash entry can't be restored: \(reason)", at: range,
            help: "mend it, or move the file back by hand with `git mv`")
    }
}
