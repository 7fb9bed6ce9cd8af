internal import PromptCore

/// A module that a prompt is to lose.
public struct RemoveModuleRequest: Sendable {
    public var prompt: RecordName
    /// Its handle, name or number.
    public var module: String
    public var write: WriteOptions

    public init(_ prompt: RecordName, _ module: String, write: WriteOptions = WriteOptions()) {
        self.prompt = prompt
        self.module = module
        self.write = write
    }
}

extension Store {
    /// Takes a module out of a prompt; refused for its only one.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func removeModule(_ request: RemoveModuleRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("module-rm", request.write) { _ throws(StoreError) in
            let file = try file(named: request.prompt)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.removingModule(request.module)
            }
            return StructurePlan(
                file, result, summary: "Remove module \(result.part) from \(file.address)")
        }
    }
}
