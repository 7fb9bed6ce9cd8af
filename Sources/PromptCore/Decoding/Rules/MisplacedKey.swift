internal import Diagnostics

extension DiagnosticRule {
    /// A key that belongs to variables of another type.
    static let misplacedKey = DiagnosticRule(
        "PP215", severity: .warning, title: "a key of another variable type",
        explanation: """
            The key belongs to variables of another type, so it has no effect here. Change `type`, which is \
            text if it is missing, or remove the key.
            """,
        wrong: "variables:\n  words: {max: 400}\ncontent: \"{{words}}\"\n",
        right: "variables:\n  words: {type: number, max: 400}\ncontent: \"{{words}}\"\n")
}

extension Diagnostic {
    /// Reports `key` on a variable of `type`; it belongs to variables of `owners`.
    static func misplacedKey(
        _ key: String, on type: VariableType, owners: [VariableType], at range: Range<Int>
    ) -> Diagnostic {
        let names = alternatives(owners.map(\.rawValue))
        return Diagnostic(
            .misplacedKey, message: "`\(key)` has no meaning for a \(type.rawValue) variable", at: range,
            help: "it belongs to \(names): change `type`, or remove the key")
    }
}
