internal import Diagnostics
internal import YAMLTree

/// PP401–PP405: tags that are not closed, don't match or can't be read.
enum TemplateSyntax: Check {
    static func run(_ subject: Subject, _ report: inout [Diagnostic]) {
        for text in subject.texts where !text.template.problems.isEmpty {
            let places = text.content.places
            for problem in text.template.problems {
                report.append(
                    Diagnostic(
                        problem.code, .error, problem.message,
                        at: places.sourceRange(ofText: problem.range),
                        help: problem.help))
            }
        }
    }
}
