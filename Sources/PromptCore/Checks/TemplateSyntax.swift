internal import Diagnostics

/// PP401–PP405: tags that are not closed, don't match or can't be read.
enum TemplateSyntax: Check {
    static func run(_ subject: Subject, _ report: inout [Diagnostic]) {
        for text in subject.texts {
            for problem in text.template.problems {
                report.append(
                    Diagnostic(
                        problem.code, .error, problem.message,
                        at: text.content.sourceRange(of: problem.range),
                        help: problem.help))
            }
        }
    }
}
