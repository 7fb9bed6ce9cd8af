internal import PromptCore

/// An option to remove from a module.
public struct RemoveOptionRequest: Sendable {
    /// Its handle, name or number.
    public var option: String
    /// The module that has the option.
    public var owner: OptionOwnerName
    /// True to remove it even if records choose it; their choice is removed too.
    public var isForced: Bool
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
    public init(
        _ option: String, of owner: OptionOwnerName, isForced: Bool = false,
        write: WriteOptions = WriteOptions()
    ) {
        self.option = option
        self.owner = owner
        self.isForced = isForced
        self.write = write
    }
}

extension Store {
    /// Removes an option from a module; refused for its only one, and, unless forced, for one that records
    /// choose.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `refused`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func removeOption(_ request: RemoveOptionRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("option-rm", options: request.write) { library throws(StoreError) in
            let owner = request.owner
            let file = try file(of: owner)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.removingOption(request.option, of: owner.module, in: library)
            }
            var plan = StructurePlan(
                changing: file, to: result,
                summary: "Remove option \(result.part) from \(owner.title(in: file))")
            let old = file.defaultOption(of: owner.module)
            if old == result.part, let new = result.file.defaultOption(of: owner.module) {
                plan.notes.append(.newDefault(new))
            }
            plan.others = try followers(
                of: file, result, removing: result.part, isForced: request.isForced)
            return plan
        }
    }
}
