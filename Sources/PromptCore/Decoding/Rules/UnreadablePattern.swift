internal import Diagnostics

extension DiagnosticRule {
    /// A `pattern` that is not a supported regular expression.
    static let unreadablePattern = DiagnosticRule(
        "PP409", severity: .error, title: "unreadable pattern",
        explanation: """
            A `pattern` is a regular expression that must match the whole value. It is matched in linear \
            time, so that no pattern and no value can block the program. Groups, classes, alternatives and \
            counts are supported; look-around and back-references are not.
            """,
        wrong: "variables:\n  code: {pattern: '[A-Z'}\ncontent: \"{{code}}\"\n",
        right: "variables:\n  code: {pattern: '[A-Z]+'}\ncontent: \"{{code}}\"\n")
}

extension Diagnostic {
    /// Reports the part of a pattern at `range` in the file.
    static func unreadablePattern(_ problem: PatternError, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .unreadablePattern, message: "`pattern`: \(problem.message)", at: range, help: problem.help)
    }
}
