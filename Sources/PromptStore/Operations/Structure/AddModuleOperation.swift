public import PromptCore

/// A module that a prompt is to get.
public struct AddModuleRequest: Sendable {
    public var prompt: RecordName
    public var module: NewModule
    public var place: ModulePlace
    public var write: WriteOptions

    public init(
        _ prompt: RecordName, _ module: NewModule, at place: ModulePlace = .last,
        write: WriteOptions = WriteOptions()
    ) {
        self.prompt = prompt
        self.module = module
        self.place = place
        self.write = write
    }
}

extension Store {
    /// Adds a module to a prompt. A prompt of one text keeps that as its first module.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func addModule(_ request: AddModuleRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("module-add", request.write) { _ throws(StoreError) in
            let file = try file(named: request.prompt)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.addingModule(request.module, at: request.place)
            }
            let name = request.module.name ?? result.part
            return StructurePlan(file, result, summary: "Add module \(name) to \(file.address)")
        }
    }
}
