public import Diagnostics
internal import Git
public import PromptCore
internal import SafeFiles
internal import YAMLTree

/// A change of the store's format.
public struct MigrateRequest: Sendable {
    /// The new format.
    public var format: Format
    /// True to find what would change, and change nothing.
    public var isDryRun: Bool
    /// True to leave out labels that the new format can't have.
    public var dropsBroken: Bool
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
    public init(
        to format: Format, isDryRun: Bool = false, dropsBroken: Bool = false,
        write: WriteOptions = WriteOptions()
    ) {
        self.format = format
        self.isDryRun = isDryRun
        self.dropsBroken = dropsBroken
        self.write = write
    }
}

/// The result of ``Store/migrate(_:)``.
public struct MigrateOutcome: Sendable {
    /// A prompt whose rendering changes.
    public struct Change: Sendable, Hashable {
        /// The prompt.
        public let address: Address
        /// The text by the rules of each format, with `‹name›` for each value; `nil` if it can't be rendered.
        public let before, after: String?
    }

    /// The former format.
    public let from: Format
    /// The labels that were taken along: `marketing/launch-email@production`.
    public var labels: [String] = []
    /// The labels that can't be taken along.
    public var problems: [UnmigratedLabel] = []
    /// The prompts whose rendering changes.
    public var changes: [Change] = []
    /// The errors that files have by the rules of the new format only.
    public var errors: [FileDiagnostics] = []
    /// The commit; without one if nothing was changed.
    public var committed = Committed(commit: nil, fileCount: 0)

    /// True if the meaning of a file changes, or labels are lost.
    public var changesMeaning: Bool { !problems.isEmpty || !changes.isEmpty || !errors.isEmpty }
}

extension Store {
    /// Changes the format of the store, in one commit: the number in the manifest, and the labels.
    ///
    /// - Throws: `migrate` if labels can't be taken along (``MigrateRequest/dropsBroken``) or label files exist
    ///   already; `invalid` if `labels.yaml` has errors; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func migrate(_ request: MigrateRequest) throws(StoreError) -> MigrateOutcome {
        var outcome = MigrateOutcome(from: format)
        if request.format == format { return outcome }
        var transaction = try begin(request.write)
        (outcome.changes, outcome.errors) = FormatComparison(self, from: format, to: request.format).result
        let labels =
            request.format < .two
            ? try labelsAsList(in: &transaction.draft) : try labelsAsFiles(in: &transaction.draft)
        outcome.labels = labels.taken
        outcome.problems = labels.problems
        if request.isDryRun { return outcome }
        if !labels.problems.isEmpty, !request.dropsBroken {
            throw .migrate(.labels(labels.problems, in: request.format))
        }
        // A file that only the old format can read would stop every prompt that uses it.
        if request.format < format, let first = outcome.errors.first {
            throw .invalid(DiagnosticReport(fileCount: outcome.errors.count, files: [first]))
        }
        try setFormat(request.format, in: &transaction.draft)
        if request.format >= .two { try addLabelAttributes(in: &transaction.draft) }
        outcome.committed = try transaction.commit(
            ChangeMessage("migrate", summary: "Change the store to format \(request.format.rawValue)"))
        return outcome
    }

    private func setFormat(_ new: Format, in draft: inout Draft) throws(StoreError) {
        let bytes = try bytes(of: WorkTreePath.manifest)
        let tree = YAMLTree.parse(SourceText(name: WorkTreePath.manifest, bytes: bytes)).tree
        guard let tree else { throw .migrate(.unreadableManifest) }
        do throws(YAMLEditError) {
            let edited = try tree.applying(.set([.key("format")], .plain(String(new.rawValue))))
            draft.replace(WorkTreePath.manifest, with: edited.source.bytes, before: bytes)
        } catch {
            throw .migrate(.manifest(error))
        }
    }

    private func addLabelAttributes(in draft: inout Draft) throws(StoreError) {
        guard try isThere(MergeAttributes.file) else {
            return draft.create(MergeAttributes.file, with: Array(MergeAttributes.text(for: .two).utf8))
        }
        let bytes = try bytes(of: MergeAttributes.file)
        let completed = MergeAttributes.completedForLabels(bytes)
        if completed != bytes { draft.replace(MergeAttributes.file, with: completed, before: bytes) }
    }
}

/// The labels of a store in another format.
struct MigratedLabels {
    /// `marketing/launch-email@production`
    var taken: [String] = []
    var problems: [UnmigratedLabel] = []

    mutating func fail(_ label: String, _ problem: LabelMigrationProblem) {
        problems.append(UnmigratedLabel(label: label, problem: problem))
    }
}
