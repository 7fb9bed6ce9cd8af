internal import Diagnostics

extension DiagnosticRule {
    /// Maps and lists that are nested deeper than the limit.
    static let nestedTooDeep = DiagnosticRule(
        "PP104", severity: .error, title: "nested too deep",
        explanation: """
            Maps and lists may be nested 64 levels deep. No part of the format needs more than ten; deeper nesting comes from \
            damaged or hostile files. Flatten the structure.
            """,
        wrong: "content: x\nmetadata:\n  x: " + String(repeating: "[", count: 64)
            + String(repeating: "]", count: 64) + "\n",
        right: "content: x\nmetadata:\n  x: []\n")
}

extension Diagnostic {
    /// Reports the collection at `range`, which exceeds `limit` levels.
    static func nestedTooDeep(limit: Int, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .nestedTooDeep, message: "nested deeper than \(limit) levels", at: range,
            help: "flatten the structure")
    }
}
