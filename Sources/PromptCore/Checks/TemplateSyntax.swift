internal import Diagnostics
internal import YAMLTree

/// Reports tags that are not closed, don't match or can't be read.
enum TemplateSyntax: Check {
    static func run(on subject: Subject, into report: inout [Diagnostic]) {
        for text in subject.texts where !text.template.problems.isEmpty {
            let textRanges = text.content.textRanges
            for problem in text.template.problems {
                var moved = problem
                moved.range = problem.range.map(textRanges.sourceRange(ofText:))
                report.append(moved)
            }
        }
    }
}
