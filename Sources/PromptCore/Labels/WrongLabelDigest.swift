internal import Diagnostics

extension DiagnosticRule {
    /// A label file whose texts differ from its digest.
    static let wrongLabelDigest = DiagnosticRule(
        "PP707", severity: .error, title: "a label file that was changed by hand",
        explanation: """
            A label file has a digest of its texts, so that nobody changes a released text by accident. If a text \
            was edited, merged or replaced, the digest is wrong, and the label is not rendered. Edit the record \
            and set the label again, or take the label file from the history.
            """,
        wrong: "a label file in which a word of a text was replaced.",
        right: "the file as `promptpal label set` wrote it.", isFile: false)
}

extension Diagnostic {
    /// Reports the wrong digest of a label file at `path`.
    static func wrongLabelDigest(of content: LabelContent, path: String, at range: Range<Int>) -> Diagnostic {
        let place = LabelPath(path)
        let address = (place?.address ?? content.address).path
        let label = place?.label ?? "LABEL"
        let version = content.commit.map { "@" + $0.prefix(10) } ?? ""
        return Diagnostic(
            .wrongLabelDigest,
            message: "the texts of the label are not those that were labelled: the digest differs", at: range,
            help:
                "`promptpal label set \(ShellWord.quoted(address)) \(label)\(version)` sets the label again"
        )
    }
}
