internal import Diagnostics
internal import YAMLTree

/// PP501: a file without an id is valid; the next write adds one.
enum MissingID: Check {
    static func run(_ subject: Subject, _ report: inout [Diagnostic]) {
        guard subject.file.kind != .manifest, subject.record.header.id == nil else { return }
        // An id that is present but malformed has its own diagnostic.
        guard subject.tree.root?["id"].map(\.isNull) ?? true else { return }
        report.append(
            Diagnostic(
                "PP501", .note, "this \(subject.file.kind.rawValue) has no `id` yet", at: nil,
                help: "`promptpal validate --fix` writes one, and so does the next `promptpal set`",
                fix: .assignID))
    }
}
