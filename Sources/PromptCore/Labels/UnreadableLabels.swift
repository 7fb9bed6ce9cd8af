public import Diagnostics

extension DiagnosticRule {
    /// A labels file that can't be read as a whole.
    static let unreadableLabels = DiagnosticRule(
        "PP704", severity: .error, title: "a labels file that can't be read",
        explanation: """
            `labels.yaml` is a map: under each label the ids of records, and under each id `address` (for readers) and `commit`, \
            all 40 digits of it. A label begins with a letter and has letters, digits, `-`, `_` and `.`; what is a version by \
            itself (`v3`, `HEAD`, digits of a commit) is none. `promptpal label set` writes it so.
            """,
        wrong: "`production: {0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11: 3f2a9c1}`",
        right:
            "`production: {0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11: {address: launch, commit: 3f2a9c1d0b5c7c3e9a532f1f6f0c9d1100000000}}`",
        isFile: false)
}

extension Diagnostic {
    /// Returns the problem of a labels file that can't be opened because of `reason`.
    public static func unreadableLabels(_ reason: String) -> Diagnostic {
        Diagnostic(
            .unreadableLabels, message: "the labels can't be read: \(reason)", at: nil,
            help: "put a regular file there, or take it away")
    }
}
