public import PromptCore

/// A module of a prompt to move.
public struct MoveModuleRequest: Sendable {
    /// The prompt.
    public var prompt: RecordName
    /// Its handle, name or number.
    public var module: String
    /// The new position.
    public var place: ModulePlace
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
    public init(
        _ prompt: RecordName, _ module: String, to place: ModulePlace, write: WriteOptions = WriteOptions()
    ) {
        self.prompt = prompt
        self.module = module
        self.place = place
        self.write = write
    }
}

extension Store {
    /// Moves a module to another position in its prompt.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func moveModule(_ request: MoveModuleRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("module-move", request.write) { _ throws(StoreError) in
            let file = try file(named: request.prompt)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.movingModule(request.module, to: request.place)
            }
            return StructurePlan(
                file, result, summary: "Move module \(result.part) in \(file.address)")
        }
    }
}
