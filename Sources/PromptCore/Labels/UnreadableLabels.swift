public import Diagnostics
internal import YAMLTree

extension DiagnosticRule {
    /// A labels file that can't be read as a whole.
    static let unreadableLabels = DiagnosticRule(
        "PP704", severity: .error, title: "a labels file that can't be read",
        explanation: """
            `labels.yaml` is a map. Each label has the ids of records, and each id has `address` (for \
            readers) and `commit` with all 40 digits. A label begins with a letter and contains letters, \
            digits, `-`, `_` and `.`; a word that already means a version (`v3`, `HEAD`, digits of a commit) \
            can't be a label. `promptpal label set` writes this form.
            """,
        wrong: "`production: {0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11: 3f2a9c1}`",
        right:
            "`production: {0198c1de-0b5c-7c3e-9a53-2f1f6f0c9d11: {address: launch, commit: 3f2a9c1d0b5c7c3e9a532f1f6f0c9d1100000000}}`",
        isFile: false)
}

extension Diagnostic {
    /// Reports a label that both sides of a merge set, one to the commit `ours` and the other to `other`.
    static func labelConflict(
        _ label: String, of address: String, ours: String, _ other: YAMLNode
    ) -> Diagnostic {
        let theirs = (other.value(forKey: "commit") ?? other).text
        let command = "promptpal label set \(ShellWord.quoted(address)) \(label)@"
        return Diagnostic(
            .keptConflicts,
            message: "both sides of a merge set \(quoted(label)) of \(address); ours is used",
            at: other.range,
            help: "`\(command)\(ours.prefix(10))` keeps ours, `\(command)\(theirs.prefix(10))` takes theirs")
    }

    /// Returns the problem of a labels file that can't be opened because of `reason`.
    public static func unreadableLabels(_ reason: String) -> Diagnostic {
        Diagnostic(
            .unreadableLabels, message: "the labels can't be read: \(reason)", at: nil,
            help: "replace it with a regular file, or remove it")
    }
}
