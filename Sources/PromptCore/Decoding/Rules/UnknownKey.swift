internal import Diagnostics

extension DiagnosticRule {
    /// A key that the format does not define.
    static let unknownKey = DiagnosticRule(
        "PP201", severity: .warning, title: "unknown key",
        explanation: """
            The key has no meaning here and is usually a mistake. Every edit keeps it, because a newer \
            promptpal may know it. Correct it, remove it, or put your own data below `metadata:`.
            """,
        wrong: "nmae: Launch email\ncontent: Write it.\n",
        right: "name: Launch email\ncontent: Write it.\n")
}

extension Diagnostic {
    /// Reports the key `name` in `object`, and suggests the nearest key that `object` has.
    static func unknownKey(_ name: String, in object: ObjectDescription, at range: Range<Int>) -> Diagnostic {
        let help =
            Suggestion.nearest(to: name, among: object.keyNames).map { "did you mean `\($0)`?" }
            ?? "\(object.nameWithArticle) has the keys \(object.keyNames.joined(separator: ", "))"
        return Diagnostic(
            .unknownKey, message: "unknown key \(quoted(name)) in \(object.nameWithArticle)", at: range,
            help: help)
    }
}
