internal import Diagnostics

extension DiagnosticRule {
    /// A control character that YAML forbids.
    static let controlCharacter = DiagnosticRule(
        "PP102", severity: .error, title: "control character",
        explanation: """
            YAML has no place for NUL and most other control characters, and different readers drop or keep them \
            differently. They mostly come from a copied terminal or a damaged file. Remove it, or write it in \
            double quotes as an escape such as "\\x1B".
            """,
        wrong: "a text in which a terminal's escape character (byte 0x1B) stands as it is.",
        right: "the same text without it, or as `\"\\x1B[1mbold\"` in double quotes.", isFile: false)
}

extension Diagnostic {
    /// Reports a run of the control character with the scalar value `value`.
    static func controlCharacter(_ value: UInt32, at range: Range<Int>) -> Diagnostic {
        let name = value == 0 ? "a NUL character" : "the control character U+\(hex(value, width: 4))"
        return Diagnostic(
            .controlCharacter, message: "\(name) can't stand in YAML", at: range,
            help: "remove it, or write it in double quotes as \"\\x\(hex(value, width: 2))\"")
    }

    /// Reports a character that libyaml's reader refused.
    static func controlCharacter(refusedAt range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .controlCharacter, message: "a character that can't stand in YAML", at: range, help: "remove it")
    }
}
