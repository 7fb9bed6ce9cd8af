public import Diagnostics
internal import PromptCore
public import SystemPackage

/// Files to check.
public struct ValidateRequest: Sendable {
    /// Addresses (with `@VERSION` for a version), folders and paths; empty for the whole store, for which ids
    /// and names are compared too.
    public var names: [String]
    /// The absolute directory that relative paths start from; `nil` if paths start at the store only.
    public var directory: FilePath?

    /// A request; without arguments, for the whole store.
    public init(names: [String] = [], from directory: FilePath? = nil) {
        self.names = names
        self.directory = directory
    }
}

extension Store {
    /// Checks files of the work tree and versions of records.
    ///
    /// - Parameter progress: called from time to time with the number of checked files and their total, if
    ///   the whole store is checked.
    /// - Throws: as ``files(named:among:)`` and ``record(named:)``.
    public func validate(
        _ request: ValidateRequest, progress: ((Int, Int) -> Void)? = nil
    ) throws(StoreError) -> DiagnosticReport {
        if request.names.isEmpty { return validate(progress: progress) }
        let others = request.names.filter { VersionedName($0).spec == nil }
        var report = DiagnosticReport(fileCount: 0, files: [])
        if !others.isEmpty { report = try validate(RecordSelection(others, from: request.directory)) }
        for version in request.names where VersionedName(version).spec != nil {
            let found = try record(named: RecordName(version, from: request.directory))
            let problems = Checker.check(found.file, in: found.library)
            report.fileCount += 1
            if problems.isEmpty { continue }
            report.files.append(FileDiagnostics(source: found.file.source, diagnostics: problems))
        }
        return report
    }

    private func validate(_ selection: RecordSelection) throws(StoreError) -> DiagnosticReport {
        let contents = contents()
        let problems = problems(named: selection, among: contents)
        let files: [Contents.File]
        do throws(StoreError) {
            files = try self.files(named: selection, among: contents)
        } catch {
            // If a folder can't be listed, its files are not known to be missing.
            guard !problems.isEmpty else { throw error }
            return DiagnosticReport(fileCount: 0, files: problems)
        }
        var report = validate(files)
        let known = Set(report.files.map(\.source.name))
        report.files += problems.filter { !known.contains($0.source.name) }
        return report
    }
}

/// The repairs of a report to make.
public struct FixRequest: Sendable {
    /// The report with the repairs.
    public var report: DiagnosticReport
    /// The options of the commit.
    public var write: WriteOptions

    /// A request for all repairs of a report.
    public init(_ report: DiagnosticReport, write: WriteOptions = WriteOptions()) {
        self.report = report
        self.write = write
    }
}

/// The result of ``Store/fix(_:)``.
public struct FixOutcome: Sendable {
    /// The repairs, each as `file: description`.
    public let repairs: [String]
    /// The commit; without one if nothing was changed.
    public let committed: Committed

    /// False if nothing could be repaired.
    public var isChanged: Bool { committed.fileCount > 0 }
}

extension Store {
    /// Makes the repairs that a report of ``validate(progress:)`` offers, as one commit.
    ///
    /// - Throws: as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func fix(_ request: FixRequest) throws(StoreError) -> FixOutcome {
        let nothing = FixOutcome(repairs: [], committed: Committed(commit: nil, fileCount: 0))
        guard request.report.files.contains(where: { $0.diagnostics.contains { $0.fix != nil } }) else {
            return nothing
        }
        var transaction = try begin(request.write)
        let result = fix(request.report, in: &transaction.draft)
        guard result.filesChanged > 0 else { return nothing }
        let committed = try transaction.commit(
            ChangeMessage(
                "validate-fix", summary: "Repair \(counted(result.filesChanged, one: "file"))",
                body: result.repairs.joined(separator: "\n"), ids: result.ids))
        return FixOutcome(repairs: result.repairs, committed: committed)
    }
}
