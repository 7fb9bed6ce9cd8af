/// A check that another target adds to `doctor`: a function from a store to its problems.
public struct DoctorCheck: Sendable {
    let findings: @Sendable (Store) -> [DoctorFinding]

    /// A check by a function.
    ///
    /// - Parameter findings: returns the problems; called once, after the store's records were checked.
    public init(findings: @escaping @Sendable (Store) -> [DoctorFinding]) { self.findings = findings }
}

/// One finding of `doctor`.
public struct DoctorFinding: Sendable {
    /// The severity of a finding.
    public enum Severity: String, Sendable, Hashable {
        /// Something does not work, or will not.
        case problem
        /// Information; nothing is wrong.
        case note
    }

    /// The check, a stable word: `duplicate-id`.
    public let check: Check
    /// A problem or a note.
    public let severity: Severity
    /// The file, relative to the store, or absolute in the Git directory; `nil` if the finding is not about a
    /// file.
    public let path: String?
    /// The problem in one sentence, without a full stop.
    public let message: String
    /// The cause and the remedy; `nil` if there is none.
    public let help: String?
    /// The repair that `--repair` makes; `nil` if none would be safe.
    public let repair: String?
    /// True if the repair was made.
    public internal(set) var isRepaired = false

    /// A finding; see the properties for the parts.
    public init(
        _ check: Check, severity: Severity, message: String, path: String? = nil, help: String? = nil,
        repair: String? = nil
    ) {
        self.check = check
        self.severity = severity
        self.path = path
        self.message = message
        self.help = help
        self.repair = repair
    }

    /// The checks, in the order in which they are made.
    public enum Check: String, Sendable, Hashable, CaseIterable {
        /// There is a Git repository, and it can be used.
        case repository
        /// No change was interrupted.
        case journal
        /// No lock of Git is left.
        case lock
        /// Git's index can be read and is not behind the branch.
        case index
        /// No files of a killed process are left.
        case leftover
        case duplicateID = "duplicate-id"
        case missingID = "missing-id"
        case addressTwin = "address-twin"
        case reference
        /// Labels name existing commits.
        case label
        /// All files can be read as files of their kind.
        case records
        /// Shared keys and their recipients can be read.
        case keys
        /// Git does not ignore files of the store.
        case ignored
        /// Git knows who makes the commits.
        case identity
        /// Settings of Git that have no effect here.
        case settings
        /// This clone has an id for usage events.
        case device
        /// Git's own commands merge prompts by structure.
        case merging
    }
}

/// All findings of `doctor`, in the order of the checks.
public struct DoctorReport: Sendable {
    /// All findings, repaired or not.
    public internal(set) var findings: [DoctorFinding] = []
    /// The commit of the repairs; `nil` if none was needed.
    public internal(set) var committed: Committed?

    /// Problems that are not repaired.
    public var openProblems: [DoctorFinding] { findings.filter { $0.severity == .problem && !$0.isRepaired } }
}
