public import PromptCore
public import PromptMerge

/// Conflicts to resolve that a merge left in a record.
public struct ResolveRequest: Sendable {
    /// The record; `promptpal.yaml` is the manifest.
    public var record: RecordName
    /// The version to keep: ours, theirs or both.
    public var choice: ConflictChoice
    /// The key of the only conflict, or of a part that contains conflicts: `modules.persona`; `nil` for all.
    public var key: String?
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
    public init(
        _ record: RecordName, keeping choice: ConflictChoice, at key: String? = nil,
        write: WriteOptions = WriteOptions()
    ) {
        self.record = record
        self.choice = choice
        self.key = key
        self.write = write
    }
}

/// The result of ``Store/resolve(_:)``.
public struct ResolveOutcome: Sendable {
    /// The changes of the file; its part is the list of the keys.
    public let change: StructureOutcome
    /// The number of resolved conflicts.
    public let count: Int
}

extension Store {
    /// Keeps one of two versions, or both texts, for conflicts of a record.
    ///
    /// - Throws: as ``conflicted(_:)``; `assignment`, `newErrors`; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func resolve(_ request: ResolveRequest) throws(StoreError) -> ResolveOutcome {
        var count = 0
        let change = try changeStructure("resolve", options: request.write) { _ throws(StoreError) in
            let before = try conflicted(request.record)
            let (after, resolved) = try StoreError.folding { () throws(AssignmentError) in
                try before.resolving(request.choice, at: request.key)
            }
            count = resolved.count
            let keys = resolved.map(\.key).joined(separator: ", ")
            let name = before.shownAddress
            var plan = StructurePlan(
                FileEdit(before: before, after: after), part: keys,
                summary: "Resolve \(keys) of \(name): take \(request.choice.title)")
            let left = after.openConflicts.count
            if left > 0 { plan.notes.append(.conflictsLeft(left, record: request.record.text)) }
            return plan
        }
        return ResolveOutcome(change: change, count: count)
    }

    /// Returns the file of `name`; `promptpal.yaml` is the manifest.
    ///
    /// - Throws: as ``file(named:)``.
    public func conflicted(_ name: RecordName) throws(StoreError) -> ParsedFile {
        name.text == "promptpal.yaml" ? try read(.manifest, at: .top) : try file(named: name)
    }
}

extension ConflictChoice {
    /// The words in a sentence: `ours`, `theirs`, `both versions`.
    public var title: String {
        switch self {
        case .ours: "ours"
        case .theirs: "theirs"
        case .both: "both versions"
        }
    }
}
