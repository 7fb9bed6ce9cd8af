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
        guard let place = openForDoctor(&report) else {
            report.findings += DoctorRecords(self, nil, changed: []).findings
            return report
        }
        let settings = DoctorSettings(self, place)
        let locks = DoctorLocks(place, now: environment.clock.seconds)
        report.findings += locks.findings
        let status = try? self.status()
        let index = DoctorIndex(directory, place)
        report.findings += index.findings
        let leftovers = DoctorLeftovers(self, place)
        report.findings += leftovers.findings
        let records = DoctorRecords(self, place, changed: Set(status?.changes.map(\.path) ?? []))
        report.findings += records.findings + checks.flatMap { $0.findings(self) }
        report.findings += settings.findings(
            new: status?.changes.filter { $0.kind == .new }.map(\.path) ?? [])
        let merging = DoctorMerging(self, place)
        report.findings += merging.findings
        guard repairs, report.findings.contains(where: { $0.repair != nil && !$0.isRepaired }) else {
            return report
        }
        var transaction = try begin(options)
        leftovers.repair()
        settings.repair()
        records.repair(&transaction.draft)
        index.repair(&transaction.draft)
        try merging.repair(&transaction.draft)
        if !transaction.draft.isEmpty {
            report.committed = try transaction.commit(
                ChangeMessage(
                    "doctor",
                    records.givenIDs.isEmpty
                        ? "Let Git merge prompts by structure" : "Give records ids of their own",
                    ids: records.givenIDs))
        }
        for place in report.findings.indices where report.findings[place].repair != nil {
            report.findings[place].isRepaired = true
        }
        return report
    }

    /// Returns the repository, or `nil` with the reason as a finding. Incomplete changes of killed processes
    /// are finished or taken back, as by every command.
    private func openForDoctor(_ report: inout DoctorReport) -> StoreRepository? {
        do {
            let place = try StoreRepository(holding: self)
            let wasCutOff = (try? place.gitFiles().entryType(Journal.file)) == .file
            Recovery.attempt(place, directory)
            let isCutOff = (try? place.gitFiles().entryType(Journal.file)) == .file
            if isCutOff {
                report.findings.append(
                    DoctorFinding(
                        .journal, .note, "another process is writing to the store now",
                        help: "run this again in a moment"))
            } else if wasCutOff {
                report.findings.append(
                    DoctorFinding(
                        .journal, .note,
                        "a change was cut off, by a crash or a kill; it is finished, or taken back where it had not been acknowledged"
                    ))
            }
            return place
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
            report.findings.append(DoctorFinding(.repository, .problem, message, help: help))
            return nil
        }
    }
}
