internal import Diagnostics

extension DiagnosticRule {
    /// A name of a variable that tags can't spell.
    static let unusableVariableName = DiagnosticRule(
        "PP411", severity: .error, title: "unusable variable name",
        explanation: """
            In format 1, a variable's name is an ASCII letter or `_`, then letters, digits and `_`. In format 2, letters of every \
            script are allowed, and `-` inside the name. A shared variable takes its name from its file's name, with `_` instead \
            of `-`, unless it has `name`.
            """,
        wrong: "variables:\n  first-name: {}\ncontent: Hello\n",
        right: "variables:\n  first_name: {}\ncontent: \"Hello {{first_name}}\"\n")
}

extension Diagnostic {
    /// Reports the name of a variable; `isFromFile` is true if the file's own name gives it.
    static func unusableVariableName(
        _ name: Located<String>, isFromFile: Bool, in format: Format
    ) -> Diagnostic {
        let rule = Variable.nameRule(in: format)
        let better = Variable.declarableName(for: name.value, in: format).map { ": \(quoted($0))" } ?? ""
        return Diagnostic(
            .unusableVariableName, message: "\(quoted(name.value)) is not a valid variable name",
            at: name.range,
            help: isFromFile
                ? "add `name:`, and \(rule)"
                : Variable.help(forName: name.value, in: format, advice: rule + better))
    }
}
