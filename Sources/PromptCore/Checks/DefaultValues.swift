internal import Diagnostics

extension DiagnosticRule {
    /// A default that its own variable refuses.
    static let defaultValues = DiagnosticRule(
        "PP408", severity: .error, title: "a default that breaks its own rules",
        explanation: """
            A default must be a value that the variable accepts: of its type, within its limits, among its options, matching its \
            pattern. Change the default or the rule.
            """,
        wrong: "variables:\n  words: {type: number, max: 400, default: 500}\ncontent: \"{{words}}\"\n",
        right: "variables:\n  words: {type: number, max: 400, default: 300}\ncontent: \"{{words}}\"\n")
}

/// A default must obey the rules of its own variable.
enum DefaultValues: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
        for variable in subject.variables {
            guard let given = variable.defaultValue else { continue }
            // A select without choices has its own diagnostic.
            if variable.type == .select || variable.type == .multiselect, variable.choices.isEmpty,
                !variable.allowsCustom
            {
                continue
            }
            do throws(ValueProblem) {
                _ = try variable.accept(given.value)
            } catch {
                report.append(.defaultValues(error, of: variable.name.value, at: given.range))
            }
        }
    }
}

extension Diagnostic {
    /// Reports the default of the variable `name`, which `problem` makes invalid.
    fileprivate static func defaultValues(
        _ problem: ValueProblem, of name: String, at range: Range<Int>
    ) -> Diagnostic {
        Diagnostic(
            .defaultValues, message: "the default of \(quoted(name)) \(problem.message)", at: range,
            help: problem.help ?? "change the default, or the rule that it breaks")
    }
}
