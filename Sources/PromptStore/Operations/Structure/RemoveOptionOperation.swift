internal import PromptCore

/// An option that a module is to lose.
public struct RemoveOptionRequest: Sendable {
    /// Its handle, name or number.
    public var option: String
    public var owner: OptionOwnerName
    /// Whether it goes although records choose it; their choice is taken out.
    public var isForced: Bool
    public var write: WriteOptions

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
    /// Takes an option out of a module; refused for its only one, and for one that records choose unless forced.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `refused`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func removeOption(_ request: RemoveOptionRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("option-rm", request.write) { library throws(StoreError) in
            let owner = request.owner
            let file = try file(of: owner)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.removingOption(request.option, of: owner.module, in: library)
            }
            var plan = StructurePlan(
                file, result,
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
