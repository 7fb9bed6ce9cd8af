internal import Diagnostics

extension DiagnosticRule {
    /// A label file that can't be read as a label.
    static let unreadableLabelFile = DiagnosticRule(
        "PP706", severity: .error, title: "a label file that can't be read",
        explanation: """
            A file below `labels/` (format 2) is written by `promptpal label set`. It has `label` (with `format`, `kind`, \
            `id`, `address` and `digest`) and `files`, the copies of all files that a rendering can need. If it is \
            damaged, set the label again.
            """,
        wrong: "a label file from which a colleague removed the line `digest:`.",
        right: "the file as `promptpal label set` wrote it.", isFile: false)
}

extension Diagnostic {
    /// Reports a part of a label file that can't be read.
    static func unreadableLabelFile(
        _ message: String, at range: Range<Int>?, help: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            .unreadableLabelFile, message: message, at: range,
            help: help ?? "set the label again with `promptpal label set`, or take the file from the history")
    }

    /// Reports the key `name`, which `object` of a label file does not have.
    static func unknownKey(ofLabel name: String, in object: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .unknownKey, message: "unknown key \(quoted(name)) in \(object)", at: range,
            help: "remove it: the next `promptpal label set` drops it")
    }
}
