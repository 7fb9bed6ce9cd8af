internal import Diagnostics

extension DiagnosticRule {
    /// A control character that YAML forbids.
    static let controlCharacter = DiagnosticRule(
        "PP102", severity: .error, title: "control character",
        explanation: """
            YAML does not allow NUL and most other control characters, and readers treat them differently. \
            They usually come from copied terminal output or a damaged file. Remove the character, or write \
            it in double quotes as an escape such as "\\x1B".
            """,
        wrong: "a text that contains a terminal's escape character (byte 0x1B).",
        right: "the same text without it, or as `\"\\x1B[1mbold\"` in double quotes.", isFile: false)
}

extension Diagnostic {
    /// Reports a run of the control character with the scalar value `value`.
    static func controlCharacter(_ value: UInt32, at range: Range<Int>) -> Diagnostic {
        let name = value == 0 ? "a NUL character" : "the control character U+\(hex(value, width: 4))"
        return Diagnostic(
            .controlCharacter, message: "\(name) is not allowed in YAML", at: range,
            help: "remove it, or write it in double quotes as \"\\x\(hex(value, width: 2))\"")
    }

    /// Reports a character that libyaml's reader refused.
    static func controlCharacter(refusedAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .controlCharacter, message: "a character that is not allowed in YAML", at: range,
            help: "remove it")
    }
}
