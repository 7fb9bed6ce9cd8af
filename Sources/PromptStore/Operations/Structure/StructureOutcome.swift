public import Diagnostics
public import PromptCore

/// What an operation on modules, options, variables or conflicts did.
public struct StructureOutcome: Sendable {
    /// The file that was named.
    public let record: Contents.File
    /// Its path, relative to the store.
    public let path: String
    /// What one types for the part that was changed: a module's or option's handle, a variable's name; of a part that was
    /// taken out, what one typed for it.
    public let part: String
    /// What the part was called before, if it got another name.
    public let oldPart: String?
    /// True if the part was not there before.
    public let isNew: Bool
    /// The paths of all files that were changed; the named one first, if it is among them.
    public let changed: [String]
    /// What people should know besides.
    public let notes: [StructureNote]
    public let committed: Committed
}

/// What people should know of a change besides what they asked for.
public enum StructureNote: Sendable {
    /// A warning that `validate` gives now and did not give before.
    case warning(Diagnostic)
    /// A variable that no text of the record uses any more.
    case unused(Diagnostic, variable: String, record: Address)
    /// The default option went; this one, the first, is the default now.
    case newDefault(String)
    /// The variable's own file keeps its name.
    case keepsFileName(path: String)
    /// Conflicts that are still open in the record.
    case conflictsLeft(Int, record: String)
}

/// What an operation makes of some files, before it is checked and written.
struct StructurePlan {
    /// The file that was named.
    let named: FileEdit
    /// The others.
    var others: [FileEdit]
    var part: String
    /// The commit's first line.
    var summary: String
    var oldPart: String?
    var isNew = false
    var notes: [StructureNote] = []

    init(_ named: FileEdit, _ others: [FileEdit] = [], part: String, summary: String) {
        self.named = named
        self.others = others
        self.part = part
        self.summary = summary
    }

    init(_ before: ParsedFile, _ result: StructureResult, summary: String) {
        self.init(FileEdit(before: before, after: result.file), part: result.part, summary: summary)
    }
}

extension Store {
    /// Carries out a change of structure: one transaction with the lock held from before the file is read, and one commit.
    ///
    /// - Parameters:
    ///   - operation: for the commit: `module-add`.
    ///   - body: reads the file, and makes the plan in a library.
    /// - Throws: what `body` throws; `assignment`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    func changeStructure(
        _ operation: String, _ options: WriteOptions,
        _ body: (any Library) throws(StoreError) -> StructurePlan
    ) throws(StoreError) -> StructureOutcome {
        var transaction = try begin(options)
        let library = library()
        var plan = try body(library)
        var changed: [FileEdit] = []
        for edit in [plan.named] + plan.others where edit.after.source != edit.before.source {
            let after = try StoreError.foldingAssignment { () throws(AssignmentError) in
                try edit.after.assigningID(newID())
            }
            changed.append(FileEdit(before: edit.before, after: after))
        }
        try refuseNewErrors(in: changed, library)
        plan.notes += warnings(changed, library, namesUnused: operation != "variable-set")
        for edit in changed { transaction.draft.replace(edit.before, with: edit.after) }
        let ids = changed.compactMap { $0.after.record?.header.id?.value }
        let committed =
            changed.isEmpty
            ? Committed(commit: nil, fileCount: 0)
            : try transaction.commit(ChangeMessage(operation, plan.summary, ids: ids))
        return StructureOutcome(
            record: plan.named.place, path: plan.named.after.source.name, part: plan.part,
            oldPart: plan.oldPart,
            isNew: plan.isNew, changed: changed.map(\.after.source.name), notes: plan.notes,
            committed: committed)
    }

    /// - Parameter namesUnused: whether a variable without a text is told apart, so that it can be offered to be removed.
    private func warnings(
        _ edits: [FileEdit], _ library: any Library, namesUnused: Bool
    ) -> [StructureNote] {
        var notes: [StructureNote] = []
        for edit in edits {
            for problem in newProblems(.warning, of: edit, among: edits, library) {
                guard namesUnused, problem.breaks(.unusedVariables), let range = problem.range else {
                    notes.append(.warning(problem))
                    continue
                }
                let name = String(decoding: edit.after.source.bytes[range], as: UTF8.self)
                notes.append(.unused(problem, variable: name, record: edit.after.address))
            }
        }
        return notes
    }
}
