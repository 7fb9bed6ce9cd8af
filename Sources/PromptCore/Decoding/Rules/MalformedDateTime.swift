internal import Diagnostics

extension DiagnosticRule {
    /// A time stamp that is not a date and time.
    static let malformedDateTime = DiagnosticRule(
        "PP208", severity: .error, title: "not a date and time",
        explanation: """
            `created_at` is a date and time in the format of RFC 3339, with a day that exists. It is written \
            once, when the record is created.
            """,
        wrong: "created_at: 24.11.2026\ncontent: Write it.\n",
        right: "created_at: 2026-11-24T09:30:00Z\ncontent: Write it.\n")
}

extension Diagnostic {
    /// Reports the value `text` of `key`.
    static func malformedDateTime(_ text: String, of key: StaticString, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .malformedDateTime, message: "`\(key)` must be a date and time, not \(quoted(text))", at: range,
            help: "write it like 2026-11-24T09:30:00Z")
    }
}
