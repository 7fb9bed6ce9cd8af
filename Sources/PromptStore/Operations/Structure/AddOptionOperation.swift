public import PromptCore

/// An option to add to a module.
public struct AddOptionRequest: Sendable {
    /// The module that has the option.
    public var owner: OptionOwnerName
    /// The new option.
    public var option: NewOption
    /// The options of the commit.
    public var write: WriteOptions

    /// A request to add an option.
    public init(to owner: OptionOwnerName, _ option: NewOption, write: WriteOptions = WriteOptions()) {
        self.owner = owner
        self.option = option
        self.write = write
    }
}

extension Store {
    /// Adds an option to a module. If the module has one text, that becomes its first option.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func addOption(_ request: AddOptionRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("option-add", options: request.write) { library throws(StoreError) in
            let (owner, option) = (request.owner, request.option)
            let file = try file(of: owner)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.addingOption(option, to: owner.module, in: library)
            }
            return StructurePlan(
                changing: file, to: result, summary: "Add option \(option.name) to \(owner.title(in: file))")
        }
    }
}
