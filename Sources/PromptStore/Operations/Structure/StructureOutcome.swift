public import Diagnostics
public import PromptCore

/// The result of an operation on modules, options, variables or conflicts.
public struct StructureOutcome: Sendable {
    /// The named record.
    public let record: Contents.File
    /// Its path, relative to the store.
    public let path: String
    /// The name of the changed part as a person types it: a module's or option's handle, a variable's name;
    /// for a removed part, the name that was typed.
    public let part: String
    /// The former name of the part, if it got another one.
    public let oldPart: String?
    /// True if the part did not exist before.
    public let isNew: Bool
    /// The paths of all changed files; the named one first, if it is among them.
    public let changed: [String]
    /// Notes for the user.
    public let notes: [StructureNote]
    /// The commit; without one if nothing was changed.
    public let committed: Committed
}

/// A fact that the user should know about a change.
public enum StructureNote: Sendable {
    /// A new warning of `validate`.
    case warning(Diagnostic)
    /// A variable that no text of the record uses any more.
    case unused(Diagnostic, variable: String, record: Address)
    /// The default option was removed; this one, the first, is the default now.
    case newDefault(String)
    /// The variable's own file keeps its name.
    case keepsFileName(path: String)
    /// Conflicts that are still open in the record.
    case conflictsLeft(Int, record: String)
}

/// The new contents of some files, before they are checked and written.
struct StructurePlan {
    /// The named file.
    let named: FileEdit
    /// The other files.
    var others: [FileEdit]
    var part: String
    /// The commit's first line.
    var summary: String
    var oldPart: String?
    var isNew = false
    var notes: [StructureNote] = []

    init(_ named: FileEdit, others: [FileEdit] = [], part: String, summary: String) {
        self.named = named
        self.others = others
        self.part = part
        self.summary = summary
    }

    init(changing before: ParsedFile, to result: StructureResult, summary: String) {
        self.init(FileEdit(before: before, after: result.file), part: result.part, summary: summary)
    }
}

extension Store {
    /// Makes a change of structure: one transaction with the lock held before the file is read, and one
    /// commit.
    ///
    /// - Parameters:
    ///   - operation: the word for the commit: `module-add`.
    ///   - body: reads the file, and makes the plan in a library.
    /// - Throws: the errors of `body`; `assignment`, `newErrors`; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    func changeStructure(
        _ operation: String, options: WriteOptions,
        body: (any Library) throws(StoreError) -> StructurePlan
    ) throws(StoreError) -> StructureOutcome {
        var transaction = try begin(options)
        let library = library()
        var plan = try body(library)
        var changed: [FileEdit] = []
        for edit in [plan.named] + plan.others where edit.after.source != edit.before.source {
            let after = try StoreError.folding { () throws(AssignmentError) in
                try edit.after.assigningID(newID())
            }
            changed.append(FileEdit(before: edit.before, after: after))
        }
        try refuseNewErrors(in: changed, library)
        plan.notes += warnings(of: changed, in: library, namesUnused: operation != "variable-set")
        for edit in changed { transaction.draft.replace(edit.before, with: edit.after) }
        let ids = changed.compactMap { $0.after.record?.header.id?.value }
        let committed =
            changed.isEmpty
            ? Committed(commit: nil, fileCount: 0)
            : try transaction.commit(ChangeMessage(operation, summary: plan.summary, ids: ids))
        return StructureOutcome(
            record: plan.named.record, path: plan.named.after.source.name, part: plan.part,
            oldPart: plan.oldPart,
            isNew: plan.isNew, changed: changed.map(\.after.source.name), notes: plan.notes,
            committed: committed)
    }

    /// - Parameter namesUnused: true to report a variable without a text as a separate note, so that its
    ///   removal can be offered.
    private func warnings(
        of edits: [FileEdit], in library: any Library, namesUnused: Bool
    ) -> [StructureNote] {
        var notes: [StructureNote] = []
        for edit in edits {
            for problem in newProblems(.warning, of: edit, among: edits, in: library) {
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
