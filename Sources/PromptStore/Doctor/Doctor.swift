internal import Git
internal import PromptCore
internal import SafeFiles
internal import SystemPackage

extension Store {
    /// Checks the store, its repository and the relevant settings.
    ///
    /// - Parameters:
    ///   - repairs: true to repair problems if that loses nothing: new ids become one commit; the other
    ///     repairs touch only files that promptpal itself made.
    ///   - checks: checks of other targets, made after those of the records, in this order.
    ///   - options: the options of the commit.
    /// - Throws: if a repair could not be written. Problems are in the report.
    public func doctor(
        repairs: Bool, adding checks: [DoctorCheck] = [], _ options: WriteOptions = WriteOptions()
    ) throws(StoreError) -> DoctorReport {
        var report = DoctorReport()
        guard let repository = openForDoctor(&report) else {
            report.findings += DoctorRecords(self, in: nil, changed: []).findings
            return report
        }
        let settings = DoctorSettings(self, in: repository)
        let locks = DoctorLocks(repository, now: environment.clock.seconds)
        report.findings += locks.findings
        let status = try? self.status()
        let index = DoctorIndex(directory, in: repository)
        report.findings += index.findings
        let leftovers = DoctorLeftovers(self, in: repository)
        report.findings += leftovers.findings
        let records = DoctorRecords(self, in: repository, changed: Set(status?.changes.map(\.path) ?? []))
        report.findings += records.findings + checks.flatMap { $0.findings(self) }
        report.findings += settings.findings(
            new: status?.changes.filter { $0.kind == .new }.map(\.path) ?? [])
        let mergeSetup = DoctorMergeSetup(self, in: repository)
        report.findings += mergeSetup.findings
        guard repairs, report.findings.contains(where: { $0.repair != nil && !$0.isRepaired }) else {
            return report
        }
        var transaction = try begin(options)
        leftovers.repair()
        settings.repair()
        records.repair(&transaction.draft)
        index.repair(&transaction.draft)
        try mergeSetup.repair(&transaction.draft)
        if !transaction.draft.isEmpty {
            report.committed = try transaction.commit(
                ChangeMessage(
                    "doctor",
                    summary: records.givenIDs.isEmpty
                        ? "Let Git merge prompts by structure" : "Give records ids of their own",
                    ids: records.givenIDs))
        }
        for position in report.findings.indices where report.findings[position].repair != nil {
            report.findings[position].isRepaired = true
        }
        return report
    }

    /// Returns the repository, or `nil` with the reason as a finding. Incomplete changes of killed processes
    /// are finished or taken back, as by every command.
    private func openForDoctor(_ report: inout DoctorReport) -> StoreRepository? {
        do {
            let repository = try StoreRepository(holding: self)
            let wasCutOff = (try? repository.gitFiles().entryType(Journal.file)) == .file
            Recovery.attempt(in: repository, directory: directory)
            let isCutOff = (try? repository.gitFiles().entryType(Journal.file)) == .file
            if isCutOff {
                report.findings.append(
                    DoctorFinding(
                        .journal, severity: .note, message: "another process is writing to the store now",
                        help: "run this again in a moment"))
            } else if wasCutOff {
                report.findings.append(
                    DoctorFinding(
                        .journal, severity: .note,
                        message:
                            "a change was interrupted by a crash or a kill; it is finished, or undone if it was not acknowledged"
                    ))
            }
            return repository
        } catch {
            report.findings.append(DoctorFinding(.repository, error: error))
            return nil
        }
    }
}

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
    /// The problem in one sentence, without a full stop; empty if `error` is the problem.
    public let message: String
    /// The cause and the remedy; `nil` if there is none.
    public let help: String?
    /// The error that the check failed with, which the caller words; `nil` for other problems.
    public let error: StoreError?
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
        error = nil
        self.repair = repair
    }

    /// A problem that is an error of the store.
    init(_ check: Check, error: StoreError) {
        self.check = check
        severity = .problem
        path = nil
        message = ""
        help = nil
        self.error = error
        repair = nil
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
