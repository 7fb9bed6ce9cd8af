public import PromptCore

/// A module to add to a prompt.
public struct AddModuleRequest: Sendable {
    /// The prompt.
    public var prompt: RecordName
    /// The new module.
    public var module: NewModule
    /// The position among the prompt's modules.
    public var position: ModulePosition
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
    public init(
        _ prompt: RecordName, module: NewModule, at position: ModulePosition = .last,
        write: WriteOptions = WriteOptions()
    ) {
        self.prompt = prompt
        self.module = module
        self.position = position
        self.write = write
    }
}

extension Store {
    /// Adds a module to a prompt. If the prompt has one text, that becomes its first module.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func addModule(_ request: AddModuleRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("module-add", options: request.write) { _ throws(StoreError) in
            let file = try file(named: request.prompt)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.addingModule(request.module, at: request.position)
            }
            let name = request.module.name ?? result.part
            return StructurePlan(changing: file, to: result, summary: "Add module \(name) to \(file.address)")
        }
    }
}
