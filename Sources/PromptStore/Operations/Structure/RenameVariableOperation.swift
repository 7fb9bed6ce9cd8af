internal import Diagnostics
internal import PromptCore

/// A variable to rename.
public struct RenameVariableRequest: Sendable {
    /// The present name; `nil` in a shared variable's own file.
    public var name: String?
    /// A prompt, a shared module or a shared variable.
    public var record: RecordName
    /// The new name.
    public var newName: String
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
    public init(
        _ name: String?, of record: RecordName, to newName: String, write: WriteOptions = WriteOptions()
    ) {
        self.name = name
        self.record = record
        self.newName = newName
        self.write = write
    }
}

extension Store {
    /// Gives a variable another name, in its declaration and in every text that gets it from that
    /// declaration.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func renameVariable(_ request: RenameVariableRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("variable-rename", options: request.write) { _ throws(StoreError) in
            let file = try file(declaring: request.name, request.record)
            let new = request.newName
            let rename = try StoreError.foldingStructure { () throws(StructureError) in
                try VariableRename(in: file, from: request.name, to: new)
            }
            let (contexts, library) = files { rename.concerns($0, in: $1) }
            let renamed = try StoreError.foldingStructure { () throws(StructureError) in
                try rename.plan(contexts, in: library)
            }
            var edits = renamed.map { FileEdit(before: $0.before, after: $0.after) }
            // The declaring file comes first.
            let named = edits.removeFirst()
            var plan = StructurePlan(
                named, others: edits, part: new,
                summary: "Rename variable \(file.title(ofVariable: rename.name)) to \(new)")
            plan.oldPart = rename.name
            if file.kind == .variable, file.address.name == rename.name, rename.name != new {
                plan.notes.append(.keepsFileName(path: file.source.name))
            }
            return plan
        }
    }
}
