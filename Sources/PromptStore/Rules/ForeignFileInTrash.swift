internal import Diagnostics

extension DiagnosticRule {
    /// A file or folder in the trash that is no entry.
    static let foreignFileInTrash = DiagnosticRule(
        "PP703", severity: .warning, title: "something in the trash that is no entry",
        explanation: """
            `trash/` holds one directory for each deleted thing, named by a UUID in lower case. Anything else is never restored \
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
