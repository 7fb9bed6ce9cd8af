internal import Diagnostics
public import PromptCore

/// A variable to declare or change.
public struct SetVariableRequest: Sendable {
    /// The variable's name; `nil` in a shared variable's own file.
    public var name: String?
    /// A prompt, a shared module or a shared variable.
    public var record: RecordName
    /// The only keys that change.
    public var keys: [VariableKey]
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
    public init(
        _ name: String?, of record: RecordName, keys: [VariableKey], write: WriteOptions = WriteOptions()
    ) {
        self.name = name
        self.record = record
        self.keys = keys
        self.write = write
    }
}

extension Store {
    /// Declares a variable, or changes the given keys.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func setVariable(_ request: SetVariableRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("variable-set", options: request.write) { _ throws(StoreError) in
            let file = try file(declaring: request.name, request.record)
            let result = try StoreError.folding { () throws(StructureError) in
                try file.settingVariable(request.name, keys: request.keys)
            }
            let isNew = !file.declares(result.part)
            var plan = StructurePlan(
                changing: file, to: result,
                summary: isNew
                    ? "Add variable \(result.part) to \(file.address)"
                    : "Change variable \(file.title(ofVariable: result.part))")
            plan.isNew = isNew
            return plan
        }
    }
}

extension Store {
    /// Returns the file that declares a variable. Without the variable's name, a shared variable takes
    /// precedence over a prompt or module of the same address.
    func file(declaring name: String?, _ record: RecordName) throws(StoreError) -> ParsedFile {
        let found = try file(named: record)
        if record.kind == nil, name == nil, found.kind != .variable,
            let shared = try? read(.variable, at: found.address)
        {
            return shared
        }
        return found
    }
}

extension ParsedFile {
    /// Returns `words of marketing/launch-email`, or just `brand` if that is the file's own address.
    func title(ofVariable name: String) -> String {
        kind == .variable && address.path == name ? name : "\(name) of \(address)"
    }
}

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
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func renameVariable(_ request: RenameVariableRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("variable-rename", options: request.write) { _ throws(StoreError) in
            let file = try file(declaring: request.name, request.record)
            let new = request.newName
            let rename = try StoreError.folding { () throws(StructureError) in
                try VariableRename(in: file, from: request.name, to: new)
            }
            let (contexts, library) = files { rename.concerns($0, in: $1) }
            let renamed = try StoreError.folding { () throws(StructureError) in
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

/// A variable whose declaration is removed.
public struct RemoveVariableRequest: Sendable {
    /// The variable's name.
    public var name: String
    /// A prompt or a shared module.
    public var record: RecordName
    /// True to remove the declaration even if texts use it.
    public var isForced: Bool
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
    public init(
        _ name: String, of record: RecordName, isForced: Bool = false, write: WriteOptions = WriteOptions()
    ) {
        self.name = name
        self.record = record
        self.isForced = isForced
        self.write = write
    }
}

extension Store {
    /// Removes a variable's declaration; refused while texts use it, unless forced.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `part`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func removeVariable(_ request: RemoveVariableRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("variable-rm", options: request.write) { library throws(StoreError) in
            let name = request.name
            let file = try file(declaring: name, request.record)
            let result = try StoreError.folding { () throws(StructureError) in
                try file.removingVariable(name)
            }
            let users = request.isForced ? [] : file.textsUsing(name, in: library)
            guard users.isEmpty else {
                throw .part(.variableUsed(name, in: users))
            }
            return StructurePlan(
                changing: file, to: result, summary: "Remove variable \(name) from \(file.address)")
        }
    }
}
