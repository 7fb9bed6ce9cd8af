internal import PromptCore

/// An option to make the default of its module.
public struct ChooseOptionRequest: Sendable {
    /// Its handle, name or number.
    public var option: String
    /// The module that has the option.
    public var owner: OptionOwnerName
    /// The options of the commit.
    public var write: WriteOptions

    /// A request to choose a default.
    public init(_ option: String, of owner: OptionOwnerName, write: WriteOptions = WriteOptions()) {
        self.option = option
        self.owner = owner
        self.write = write
    }
}

extension Store {
    /// Makes an option the default. For a shared module that a prompt uses, this is the prompt's own choice.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func chooseOption(_ request: ChooseOptionRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("option-default", options: request.write) { library throws(StoreError) in
            let owner = request.owner
            let file = try file(of: owner)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.choosingOption(request.option, of: owner.module, in: library)
            }
            return StructurePlan(
                changing: file, to: result, summary: "Make \(result.part) the default of \(owner.title(in: file))")
        }
    }
}
