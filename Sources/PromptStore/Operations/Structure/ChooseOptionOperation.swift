internal import PromptCore

/// An option that is to be its module's default.
public struct ChooseOptionRequest: Sendable {
    /// Its handle, name or number.
    public var option: String
    public var owner: OptionOwnerName
    public var write: WriteOptions

    public init(_ option: String, of owner: OptionOwnerName, write: WriteOptions = WriteOptions()) {
        self.option = option
        self.owner = owner
        self.write = write
    }
}

extension Store {
    /// Makes an option the default. Of a shared module that a prompt uses, it is the prompt's own choice.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func chooseOption(_ request: ChooseOptionRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("option-default", request.write) { library throws(StoreError) in
            let owner = request.owner
            let file = try file(of: owner)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.choosingOption(request.option, of: owner.module, in: library)
            }
            return StructurePlan(
                file, result, summary: "Make \(result.part) the default of \(owner.title(in: file))")
        }
    }
}
