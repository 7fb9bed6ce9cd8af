internal import PromptCore

/// An option to rename.
public struct RenameOptionRequest: Sendable {
    /// Its handle, name or number.
    public var option: String
    /// The module that has the option.
    public var owner: OptionOwnerName
    /// The new name.
    public var name: String
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
    public init(
        _ option: String, of owner: OptionOwnerName, to name: String, write: WriteOptions = WriteOptions()
    ) {
        self.option = option
        self.owner = owner
        self.name = name
        self.write = write
    }
}

extension Store {
    /// Gives an option another name. Records that choose an option of a shared module with `default:` follow.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func renameOption(_ request: RenameOptionRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("option-rename", options: request.write) { library throws(StoreError) in
            let owner = request.owner
            let file = try file(of: owner)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.renamingOption(request.option, of: owner.module, to: request.name, in: library)
            }
            var plan = StructurePlan(
                changing: file, to: result,
                summary: "Rename option \(request.option) of \(owner.title(in: file)) to \(request.name)")
            plan.others = try followers(of: file, result)
            return plan
        }
    }
}
