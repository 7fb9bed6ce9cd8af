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
                        message: "a change was cut off, by a crash or a kill; it is finished, or taken back where it had not been acknowledged"
                    ))
            }
            return repository
        } catch {
            let (message, help): (String, String?) =
                switch error {
                case .noRepository:
                    (
                        "no Git repository holds the store, so changes can't become versions",
                        "`git init \(ShellWord.quoted(path.string))` makes one; `promptpal save --all` then makes the first version"
                    )
                case .repository(let message, let help): (message, help)
                default: ("\(error)", nil)
                }
            report.findings.append(DoctorFinding(.repository, severity: .problem, message: message, help: help))
            return nil
        }
    }
}
