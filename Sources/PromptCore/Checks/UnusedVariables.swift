internal import Diagnostics

/// PP407: a variable is declared, but no text uses it. All options, sections, partials and used shared
/// modules are searched.
enum UnusedVariables: Check {
    static func run(_ subject: Subject, _ report: inout [Diagnostic]) {
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
        where !used.contains(variable.name.value) && Variable.isName(variable.name.value) {
            report.append(
                Diagnostic(
                    "PP407", .warning, "no text uses the variable \(quoted(variable.name.value))",
                    at: variable.name.range,
                    help: others.nearest(to: variable.name.value)
                        .map { "a text uses \(quoted($0)): is it the same?" }
                        ?? "use it as `{{\(variable.name.value)}}`, or remove it"))
        }
    }
}
