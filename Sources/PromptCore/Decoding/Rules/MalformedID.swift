internal import Diagnostics

extension DiagnosticRule {
    /// An `id` that is not a UUID.
    static let malformedID = DiagnosticRule(
        "PP207", severity: .error, title: "malformed id",
        explanation: """
            An `id` is a UUID. It stays the same when the file is renamed, so that history and labels follow \
            the file. Remove an `id` that is not a UUID; `promptpal validate --fix` writes a new one.
            """,
        wrong: "id: launch-email\ncontent: Write it.\n",
        right: "id: 0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11\ncontent: Write it.\n")
}

extension Diagnostic {
    /// Reports the `id` with the value `text`.
    static func malformedID(_ text: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .malformedID, message: "`id` must be a UUID, not \(quoted(text))", at: range,
            help: "remove the line: `promptpal validate --fix` writes a new one")
    }
}
