internal import PromptCore

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
    /// - Throws: as ``file(named:)``; `structure`, `refused`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func removeVariable(_ request: RemoveVariableRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("variable-rm", options: request.write) { library throws(StoreError) in
            let name = request.name
            let file = try file(declaring: name, request.record)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.removingVariable(name)
            }
            let users = request.isForced ? [] : file.textsUsing(name, in: library)
            guard users.isEmpty else {
                throw .refused(
                    message: "\(quoted(name)) is used in \(alternatives(users, last: "and"))",
                    help: "--force removes the declaration all the same")
            }
            return StructurePlan(
                changing: file, to: result, summary: "Remove variable \(name) from \(file.address)")
        }
    }
}
