public import Diagnostics

/// Runs every rule over one file.
public enum Checker {
    private static let rules: [any Check.Type] = [
        MissingID.self, DuplicatePartIDs.self, KeyOrder.self, UseTargets.self, TemplateSyntax.self, PartialTargets.self,
        UndeclaredNames.self, UnusedVariables.self, DefaultValues.self,
    ]

    /// Everything that is wrong with `file`: what parsing and decoding found, and what the rules add, in
    /// the order of the text.
    public static func check(_ file: ParsedFile, in library: any Library) -> [Diagnostic] {
        var report = file.diagnostics
        if let subject = Subject(file, library: library) {
            for rule in rules { rule.run(subject, &report) }
        }
        if report.count > 1 {
            report.sort { left, right in
                let (a, b) = (left.range?.lowerBound ?? 0, right.range?.lowerBound ?? 0)
                return a != b ? a < b : left.code < right.code
            }
        }
        return report
    }
}
