public import Diagnostics

extension DiagnosticRule {
    /// A conflict that a merge kept in the file.
    public static let keptConflicts = DiagnosticRule(
        "PP219", severity: .warning, title: "both sides of a merge are kept",
        explanation: """
            Two people changed one text or one value in different ways, and a merge keeps both: a text as an option of its own with \
            `conflict`, another value under `conflicts`. The prompt continues to use ours. `promptpal resolve` keeps one of them, or both.
            """,
        wrong: """
            description: Announces a launch
            content: Write it.
            conflicts:
              - at: description
                theirs: Announces a product

            """,
        right: "description: Announces a product\ncontent: Write it.\n")
}

/// A conflict that a merge kept needs a decision.
enum KeptConflicts: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
        let (modules, conflicts): ([Module], [KeptConflict])
        switch subject.record {
        case .prompt(let prompt): (modules, conflicts) = (prompt.modules, prompt.header.conflicts)
        case .module(let module): (modules, conflicts) = ([module], module.header.conflicts)
        case .manifest(let manifest): (modules, conflicts) = ([], manifest.conflicts)
        case .variable, .folder: (modules, conflicts) = ([], subject.record.header.conflicts)
        }
        for module in modules {
            for option in module.options {
                guard let other = option.conflict else { continue }
                report.append(.keptConflicts(besideOption: other, in: subject.file))
            }
        }
        for conflict in conflicts {
            report.append(.keptConflicts(conflict, in: subject.file))
        }
    }
}

extension Diagnostic {
    /// Reports an option that a merge added beside the option `other` of our side.
    fileprivate static func keptConflicts(
        besideOption other: Located<String>, in file: ParsedFile
    ) -> Diagnostic {
        Diagnostic(
            .keptConflicts,
            message: "a merge kept this text beside that of the option \(quoted(other.value))",
            at: other.range, help: resolution(of: file))
    }

    /// Reports an entry of `conflicts`.
    fileprivate static func keptConflicts(_ conflict: KeptConflict, in file: ParsedFile) -> Diagnostic {
        let key = conflict.at.value.isEmpty ? "this file" : "`\(conflict.at.value)`"
        return Diagnostic(
            .keptConflicts, message: "both sides of a merge changed \(key); theirs is kept here",
            at: conflict.at.range, help: resolution(of: file))
    }

    /// Reports the secrets that a merge kept beside that of a key of the store; `name` is
    /// `PROVIDER/NICKNAME`.
    package static func keptConflicts(ofKey name: String, at range: Range<Int>) -> Diagnostic {
        Diagnostic(
            .keptConflicts, message: "both sides of a merge replaced the secret of \(quoted(name))",
            at: range,
            help: "run `promptpal key resolve \(ShellWord.quoted(name))`")
    }

    private static func resolution(of file: ParsedFile) -> String {
        let target = file.shownAddress
        return "run `promptpal resolve \(ShellWord.quoted(target))`"
    }
}
