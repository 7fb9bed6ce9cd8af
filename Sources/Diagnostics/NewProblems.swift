extension Sequence<Diagnostic> {
    /// Returns the diagnostics of one severity that `old` does not have, each counted. This is the one rule for changes that
    /// may bring no new error.
    ///
    /// Two diagnostics are the same problem if their codes and messages are equal. Their ranges do not count, because an
    /// edit moves the text behind it.
    public func new(_ severity: Severity, since old: some Sequence<Diagnostic>) -> [Diagnostic] {
        var known: [ProblemIdentity: Int] = [:]
        for diagnostic in old where diagnostic.severity == severity {
            known[ProblemIdentity(diagnostic), default: 0] += 1
        }
        return filter { diagnostic in
            guard diagnostic.severity == severity else { return false }
            guard let count = known[ProblemIdentity(diagnostic)], count > 0 else { return true }
            known[ProblemIdentity(diagnostic)] = count - 1
            return false
        }
    }
}

/// A diagnostic without its range.
private struct ProblemIdentity: Hashable {
    let code, message: String

    init(_ diagnostic: Diagnostic) {
        code = diagnostic.code
        message = diagnostic.message
    }
}
