internal import PromptCore

/// A module to remove from a prompt.
public struct RemoveModuleRequest: Sendable {
    /// The prompt.
    public var prompt: RecordName
    /// Its handle, name or number.
    public var module: String
    /// The options of the commit.
    public var write: WriteOptions

    /// A request to remove a module.
    public init(_ prompt: RecordName, module: String, write: WriteOptions = WriteOptions()) {
        self.prompt = prompt
        self.module = module
        self.write = write
    }
}

extension Store {
    /// Removes a module from a prompt; refused for its only one.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func removeModule(_ request: RemoveModuleRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("module-rm", options: request.write) { _ throws(StoreError) in
            let file = try file(named: request.prompt)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.removingModule(request.module)
            }
            return StructurePlan(
                changing: file, to: result, summary: "Remove module \(result.part) from \(file.address)")
        }
    }
}
