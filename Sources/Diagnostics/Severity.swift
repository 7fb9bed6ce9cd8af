/// How much a diagnostic matters.
public enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
    /// Worth knowing; never makes a run fail.
    case note
    /// Probably a mistake; makes a run fail only with `--strict`.
    case warning
    /// Wrong: the file can't be used as it stands.
    case error

    /// By weight: a note is less than a warning, that less than an error.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}
