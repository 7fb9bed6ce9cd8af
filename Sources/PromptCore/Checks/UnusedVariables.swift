public import Diagnostics

extension DiagnosticRule {
    /// A variable that no text uses.
    public static let unusedVariables = DiagnosticRule(
        "PP407", severity: .warning, title: "unused variable",
        explanation: """
            The variable is declared, but no option, section, partial or used module uses it. Use it, or \
            remove it.
            """,
        wrong: "variables: {audience: {}, length: {}}\ncontent: \"For {{audience}}.\"\n",
        right: "variables: {audience: {}}\ncontent: \"For {{audience}}.\"\n")
}

/// A variable is declared, but no text uses it. All options, sections, partials and used shared
/// modules are searched.
enum UnusedVariables: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
        guard !subject.variables.isEmpty, subject.file.kind == .prompt || subject.file.kind == .module,
            subject.brokenUses.isEmpty
        else { return }
        var used: Set<String> = []
        var isWhole = true
        for text in subject.resolved?.modules.flatMap(\.texts) ?? subject.texts {
            subject.walk.visit(text) {
                used.insert($0.name)
            } broken: { _ in
                isWhole = false
            }
        }
        guard isWhole else { return }
        // A name that is invalid has its own diagnostic.
        var others = SuggestionWords(used.subtracting(subject.variables.map(\.name.value)).sorted())
        for variable in subject.variables
        where !used.contains(variable.name.value)
            && Variable.isName(variable.name.value, in: subject.file.format)
        {
            report.append(
                .unusedVariables(variable.name, similar: others.nearest(to: variable.name.value)))
        }
    }
}

extension Diagnostic {
    /// Reports the declaration of a variable; `similar` is a name that a text uses.
    fileprivate static func unusedVariables(_ name: Located<String>, similar: String?) -> Diagnostic {
        Diagnostic(
            .unusedVariables, message: "no text uses the variable \(quoted(name.value))", at: name.range,
            help: similar.map { "a text uses \(quoted($0)): is it the same variable?" }
                ?? "use it as `{{\(name.value)}}`, or remove it")
    }
}
