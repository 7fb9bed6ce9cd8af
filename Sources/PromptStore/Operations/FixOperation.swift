public import Diagnostics
internal import PromptCore

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
