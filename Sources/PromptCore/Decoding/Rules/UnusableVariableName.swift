internal import Diagnostics

extension DiagnosticRule {
    /// A name of a variable that tags can't spell.
    static let unusableVariableName = DiagnosticRule(
        "PP411", severity: .error, title: "unusable variable name",
        explanation: """
            A variable's name is an ASCII letter or `_`, then letters, digits and `_`, so that a tag can \
            name it unambiguously. A shared variable takes its name from its file's name, with `_` instead \
            of `-`, unless it has `name`.
            """,
        wrong: "variables:\n  first-name: {}\ncontent: Hello\n",
        right: "variables:\n  first_name: {}\ncontent: \"Hello {{first_name}}\"\n")
}

extension Diagnostic {
    /// Reports the name of a variable; `isFromFile` is true if the file's own name gives it.
    static func unusableVariableName(_ name: Located<String>, isFromFile: Bool) -> Diagnostic {
        let slug = Slug.make(name.value).unicodeScalars.filter { $0.isASCII }.map {
            $0 == "-" ? "_" : String($0)
        }
        let better = slug.joined()
        let help =
            isFromFile
            ? "add `name:` with a letter or `_` first, then letters, digits and `_`"
            : "use a letter or `_` first, then letters, digits and `_`"
                + (Variable.isName(better, in: .one) ? ": \(quoted(better))" : "")
        return Diagnostic(
            .unusableVariableName, message: "\(quoted(name.value)) is not a valid variable name",
            at: name.range,
            help: help)
    }
}
