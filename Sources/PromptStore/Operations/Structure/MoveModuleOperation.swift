public import PromptCore

/// A module of a prompt to move.
public struct MoveModuleRequest: Sendable {
    /// The prompt.
    public var prompt: RecordName
    /// Its handle, name or number.
    public var module: String
    /// The new position.
    public var position: ModulePosition
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
    public init(
        _ prompt: RecordName, module: String, to position: ModulePosition, write: WriteOptions = WriteOptions()
    ) {
        self.prompt = prompt
        self.module = module
        self.position = position
        self.write = write
    }
}

extension Store {
    /// Moves a module to another position in its prompt.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func moveModule(_ request: MoveModuleRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("module-move", options: request.write) { _ throws(StoreError) in
            let file = try file(named: request.prompt)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.movingModule(request.module, to: request.position)
            }
            return StructurePlan(
                changing: file, to: result, summary: "Move module \(result.part) in \(file.address)")
        }
    }
}
