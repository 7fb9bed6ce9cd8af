internal import PromptCore

/// A module of a prompt to rename.
public struct RenameModuleRequest: Sendable {
    /// The prompt.
    public var prompt: RecordName
    /// Its handle, name or number.
    public var module: String
    /// The new name.
    public var name: String
    /// The options of the commit.
    public var write: WriteOptions

    /// A request to rename a module.
    public init(_ prompt: RecordName, module: String, to name: String, write: WriteOptions = WriteOptions())
    {
        self.prompt = prompt
        self.module = module
        self.name = name
        self.write = write
    }
}

extension Store {
    /// Gives a module of a prompt another name; its handle follows.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func renameModule(_ request: RenameModuleRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("module-rename", options: request.write) { _ throws(StoreError) in
            let file = try file(named: request.prompt)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.renamingModule(request.module, to: request.name)
            }
            return StructurePlan(
                changing: file, to: result,
                summary: "Rename module \(request.module) of \(file.address) to \(request.name)")
        }
    }
}
