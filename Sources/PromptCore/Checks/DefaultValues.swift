internal import Diagnostics

/// PP408: a default must obey the rules of its own variable.
enum DefaultValues: Check {
    static func run(_ subject: Subject, _ report: inout [Diagnostic]) {
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
                report.append(
                    Diagnostic(
                        "PP408", .error, "the default of \(quoted(variable.name.value)) \(error.message)",
                        at: given.range, help: error.help ?? "change the default, or the rule that it breaks")
                )
            }
        }
    }
}
