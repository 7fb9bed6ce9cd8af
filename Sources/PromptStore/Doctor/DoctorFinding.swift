/// A check that another target adds to `doctor`: a function from a store to what is wrong with it.
public struct DoctorCheck: Sendable {
    let findings: @Sendable (Store) -> [DoctorFinding]

    /// - Parameter findings: returns what is wrong; called once, after the store's records were checked.
    public init(findings: @escaping @Sendable (Store) -> [DoctorFinding]) { self.findings = findings }
}

/// One thing that `doctor` found.
public struct DoctorFinding: Sendable {
    /// How bad it is.
    public enum Severity: String, Sendable, Hashable {
        /// Something does not work, or will not.
        case problem
        /// Worth knowing; nothing is wrong.
        case note
    }

    /// What was checked, a stable word: `duplicate-id`.
    public let check: Check
    public let severity: Severity
    /// The file, relative to the store, or absolute in the Git directory; `nil` where it is about none.
    public let path: String?
    public let message: String
    /// What a person can do, and why.
    public let help: String?
    /// What `--repair` does about it; `nil` where that would not be safe.
    public let repair: String?
    /// Whether that was done.
    public internal(set) var isRepaired = false

    public init(
        _ check: Check, _ severity: Severity, _ message: String, path: String? = nil, help: String? = nil,
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
        /// No change was cut off half-way.
        case journal
        /// No lock of Git's stands in the way.
        case lock
        /// Git's index can be read and is not behind the branch.
        case index
        /// No file of a killed process lies about.
        case leftover
        case duplicateID = "duplicate-id"
        case missingID = "missing-id"
        case addressTwin = "address-twin"
        case reference
        /// Labels name commits that are there.
        case label
        /// All files can be read as what they are.
        case records
        /// Shared keys and their recipients can be read as what they are.
        case keys
        /// Git does not ignore files of the store.
        case ignored
        /// Git knows who makes the commits.
        case identity
        /// Settings of Git that have no effect here.
        case settings
        /// This clone has its number.
        case device
        /// Git's own commands merge prompts by structure.
        case merging
    }
}

/// Everything that `doctor` found, in the order of the checks.
public struct DoctorReport: Sendable {
    public internal(set) var findings: [DoctorFinding] = []
    /// The commit that repairs made; `nil` where none was needed.
    public internal(set) var committed: Committed?

    /// Problems that are still there.
    public var openProblems: [DoctorFinding] { findings.filter { $0.severity == .problem && !$0.isRepaired } }
}
