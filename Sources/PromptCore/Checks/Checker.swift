public import Diagnostics

/// Runs every rule on one file.
public enum Checker {
    private typealias Rule = @Sendable (Subject, inout [Diagnostic]) -> Void

    /// Rules that can find errors.
    private static let errorRules: [Rule] = [
        DuplicatePartIDs.run, UseTargets.run, TemplateSyntax.run, PartialTargets.run, DefaultValues.run,
    ]
    /// Rules that find warnings and notes only.
    private static let adviceRules: [Rule] = [
        MissingID.run, KeyOrder.run, UndeclaredNames.run, UnusedVariables.run, KeptConflicts.run,
    ]

    /// Returns all problems of `file`, from parsing, decoding and the rules, in the order of the text.
    public static func check(_ file: ParsedFile, in library: any Library) -> [Diagnostic] {
        var report = file.diagnostics
        if let subject = Subject(file, library: library) {
            for rule in errorRules { rule(subject, &report) }
            for rule in adviceRules { rule(subject, &report) }
        }
        SecretsInTexts.run(on: file, into: &report)
        sort(&report)
        return report
    }

    /// The errors that make `file` unusable; `nil` if there are none. Possible secrets (PP6xx) are not among them: they may be
    /// none, and don't hinder the text.
    public static func blocking(_ file: ParsedFile, in library: any Library) -> FileDiagnostics? {
        blocking(file, as: Subject(file, library: library))
    }

    /// The errors that make a subject's file unusable; `nil` if there are none.
    static func blocking(_ subject: Subject) -> FileDiagnostics? { blocking(subject.file, as: subject) }

    private static func blocking(_ file: ParsedFile, as subject: Subject?) -> FileDiagnostics? {
        var report = file.diagnostics
        if let subject {
            for rule in errorRules { rule(subject, &report) }
        }
        report.removeAll { $0.severity != .error }
        if report.isEmpty { return nil }
        sort(&report)
        return FileDiagnostics(source: file.source, diagnostics: report)
    }

    private static func sort(_ report: inout [Diagnostic]) {
        guard report.count > 1 else { return }
        report.sort { left, right in
            let (a, b) = (left.range?.lowerBound ?? 0, right.range?.lowerBound ?? 0)
            return a != b ? a < b : left.code < right.code
        }
    }
}
