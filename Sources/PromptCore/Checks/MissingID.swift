public import Diagnostics
internal import YAMLTree

extension DiagnosticRule {
    /// A file without an `id`.
    public static let missingID = DiagnosticRule(
        "PP501", severity: .note, title: "no id yet",
        explanation: """
            A file without an `id` is valid. When a file is renamed, its history, labels and use counts \
            follow the id. `promptpal validate --fix` adds an id, and so does the next command that changes \
            the file.
            """,
        wrong: "content: Write it.\n",
        right: "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ncontent: Write it.\n")
}

/// A file without an id is valid; the next write adds one.
enum MissingID: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
        guard subject.file.kind != .manifest, subject.record.header.id == nil else { return }
        // An id that is present but malformed has its own diagnostic.
        guard subject.file.tree?.root?["id"].map(\.isNull) ?? true else { return }
        report.append(.missingID(subject.file.kind))
    }
}

extension Diagnostic {
    /// Reports a file of `kind` without an `id`; the fix assigns one.
    fileprivate static func missingID(_ kind: RecordKind) -> Diagnostic {
        Diagnostic(
            .missingID, message: "this \(kind.rawValue) has no `id` yet", at: nil,
            help: "`promptpal validate --fix` writes one, and so does the next `promptpal set`",
            fix: .assignID)
    }
}
