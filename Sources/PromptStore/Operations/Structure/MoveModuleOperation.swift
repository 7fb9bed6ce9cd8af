public import PromptCore

/// A module of a prompt that is to stand elsewhere.
public struct MoveModuleRequest: Sendable {
    public var prompt: RecordName
    /// Its handle, name or number.
    public var module: String
    public var place: ModulePlace
    public var write: WriteOptions

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
    /// Moves a module to another place in its prompt.
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
