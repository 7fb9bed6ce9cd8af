internal import PromptCore

/// A module of a prompt to show or hide.
public struct ShowModuleRequest: Sendable {
    /// The prompt.
    public var prompt: RecordName
    /// Its handle, name or number.
    public var module: String
    /// False to leave the module out of renderings unless it is requested.
    public var isVisible: Bool
    /// The options of the commit.
    public var write: WriteOptions

    /// A request to show or hide a module.
    public init(_ prompt: RecordName, module: String, isVisible: Bool, write: WriteOptions = WriteOptions())
    {
        self.prompt = prompt
        self.module = module
        self.isVisible = isVisible
        self.write = write
    }
}

extension Store {
    /// Hides a module of a prompt, or makes it visible again.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func showModule(_ request: ShowModuleRequest) throws(StoreError) -> StructureOutcome {
        let isVisible = request.isVisible
        return try changeStructure(isVisible ? "module-unhide" : "module-hide", options: request.write) {
            _ throws(StoreError) in
            let file = try file(named: request.prompt)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.settingModule(request.module, visible: isVisible)
            }
            return StructurePlan(
                changing: file, to: result,
                summary: "\(isVisible ? "Show" : "Hide") module \(result.part) of \(file.address)")
        }
    }
}
