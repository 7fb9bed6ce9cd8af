internal import Diagnostics

extension DiagnosticRule {
    /// A key that the store's format does not have.
    static let newerKey = DiagnosticRule(
        "PP223", severity: .error, title: "a key of a newer format",
        explanation: """
            `partials`, `slot` and `separate` belong to format 2, but the store's manifest has `format: 1`, so that older programs \
            can read it. `promptpal migrate` raises the format of the whole store.
            """,
        wrong: "partials: {rules: Be brief.}\ncontent: \"Write it. {{> rules}}\"\n",
        right: "content: Write it. Be brief.\n")
}

extension Diagnostic {
    /// Reports `key`, which needs `format`.
    static func newerKey(_ key: String, since format: Format, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .newerKey, message: "`\(key)` needs format \(format.rawValue)", at: range,
            help: "run `promptpal migrate` to raise the format of the store")
    }
}
