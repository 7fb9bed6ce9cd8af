/// The weight of a diagnostic.
public enum Severity: String, Sendable, Hashable, Comparable, CaseIterable {
    /// Information; never makes a run fail.
    case note
    /// Probably a mistake; makes a run fail only if `--strict` is given.
    case warning
    /// An error: the file can't be used unless it is corrected.
    case error

    /// Orders by weight: note, warning, error.
    public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .note: 0
        case .warning: 1
        case .error: 2
        }
    }
}
