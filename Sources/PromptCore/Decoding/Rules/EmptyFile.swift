internal import Diagnostics

extension DiagnosticRule {
    /// A file without content.
    static let emptyFile = DiagnosticRule(
        "PP115", severity: .error, title: "empty file",
        explanation: """
            The file has no content, or only comments. The smallest prompt is `content: |` and a text below it. \
            `promptpal schema` shows the keys of each kind of file.
            """,
        wrong: "# to be written\n",
        right: "content: |\n  To be written.\n")
}

extension Diagnostic {
    /// Reports a file of `kind` that is empty or has only comments.
    static func emptyFile(_ kind: RecordKind) -> Diagnostic {
        Diagnostic(
            .emptyFile, message: "the file is empty", at: 0..<0,
            help: "`promptpal schema \(kind.rawValue)` shows the keys of a \(kind.rawValue)")
    }
}
