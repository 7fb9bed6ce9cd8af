internal import Diagnostics

/// PP219: a conflict that a merge kept needs a decision.
enum KeptConflicts: Check {
    static func run(_ subject: Subject, _ report: inout [Diagnostic]) {
        let (modules, conflicts): ([Module], [KeptConflict])
        switch subject.record {
        case .prompt(let prompt): (modules, conflicts) = (prompt.modules, prompt.header.conflicts)
        case .module(let module): (modules, conflicts) = ([module], module.header.conflicts)
        case .manifest(let manifest): (modules, conflicts) = ([], manifest.conflicts)
        case .variable, .folder: (modules, conflicts) = ([], subject.record.header.conflicts)
        }
        let file = subject.file
        let target = file.kind == .manifest ? "promptpal.yaml" : file.address.path
        let help = "`promptpal resolve \(ShellWord.quoted(target))` settles it"
        for module in modules {
            for option in module.options {
                guard let other = option.conflict else { continue }
                report.append(
                    Diagnostic(
                        "PP219", .warning,
                        "a merge kept this text beside that of the option \(quoted(other.value))",
                        at: other.range,
                        help: help))
            }
        }
        for conflict in conflicts {
            let place = conflict.at.value.isEmpty ? "this file" : "`\(conflict.at.value)`"
            report.append(
                Diagnostic(
                    "PP219", .warning, "both sides of a merge changed \(place); theirs is kept here",
                    at: conflict.at.range, help: help))
        }
    }
}
