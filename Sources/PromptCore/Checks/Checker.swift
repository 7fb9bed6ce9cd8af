public import Diagnostics

/// Runs every rule on one file.
public enum Checker {
    private static let rules: [@Sendable (Subject, inout [Diagnostic]) -> Void] = [
        MissingID.run, DuplicatePartIDs.run, KeyOrder.run, UseTargets.run, TemplateSyntax.run,
        PartialTargets.run,
        UndeclaredNames.run, UnusedVariables.run, DefaultValues.run, KeptConflicts.run,
    ]

    /// Returns all problems of `file`, from parsing, decoding and the rules, in the order of the text.
    public static func check(_ file: ParsedFile, in library: any Library) -> [Diagnostic] {
        var report = file.diagnostics
        if let subject = Subject(file, library: library) {
            for rule in rules { rule(subject, &report) }
        }
        SecretsInTexts.run(file, &report)
        if report.count > 1 {
            report.sort { left, right in
                let (a, b) = (left.range?.lowerBound ?? 0, right.range?.lowerBound ?? 0)
                return a != b ? a < b : left.code < right.code
            }
        }
        return report
    }
}
