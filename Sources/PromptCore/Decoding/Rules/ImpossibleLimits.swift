internal import Diagnostics

extension DiagnosticRule {
    /// A lower limit above the upper one.
    static let impossibleLimits = DiagnosticRule(
        "PP216", severity: .error, title: "limits that no value meets",
        explanation: """
            The upper limit is less than the lower limit, so every value would be refused. Swap them, or remove one.
            """,
        wrong: "variables:\n  words: {type: number, min: 400, max: 50}\ncontent: \"{{words}}\"\n",
        right: "variables:\n  words: {type: number, min: 50, max: 400}\ncontent: \"{{words}}\"\n")
}

extension Diagnostic {
    /// Reports the upper limit, the value of `mostKey`.
    static func impossibleLimits(
        _ mostKey: String, belowLimitOf leastKey: String, at range: Range<Int>
    ) -> Diagnostic {
        Diagnostic(
            .impossibleLimits, message: "`\(mostKey)` is less than `\(leastKey)`: no value fits", at: range,
            help: "swap the two, or remove one")
    }
}
