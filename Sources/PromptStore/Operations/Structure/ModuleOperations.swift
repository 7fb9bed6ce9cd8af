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
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func addModule(_ request: AddModuleRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("module-add", options: request.write) { _ throws(StoreError) in
            let file = try file(named: request.prompt)
            let result = try StoreError.folding { () throws(StructureError) in
                try file.addingModule(request.module, at: request.position)
            }
            let name = request.module.name ?? result.part
            return StructurePlan(changing: file, to: result, summary: "Add module \(name) to \(file.address)")
        }
    }
}

/// A module of a prompt to move.
public struct MoveModuleRequest: Sendable {
    /// The prompt.
    public var prompt: RecordName
    /// Its handle, name or number.
    public var module: String
    /// The new position.
    public var position: ModulePosition
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
    public init(
        _ prompt: RecordName, module: String, to position: ModulePosition,
        write: WriteOptions = WriteOptions()
    ) {
        self.prompt = prompt
        self.module = module
        self.position = position
        self.write = write
    }
}

extension Store {
    /// Moves a module to another position in its prompt.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func moveModule(_ request: MoveModuleRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("module-move", options: request.write) { _ throws(StoreError) in
            let file = try file(named: request.prompt)
            let result = try StoreError.folding { () throws(StructureError) in
                try file.movingModule(request.module, to: request.position)
            }
            return StructurePlan(
                changing: file, to: result, summary: "Move module \(result.part) in \(file.address)")
        }
    }
}

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
    public init(_ prompt: RecordName, module: String, to name: String, write: WriteOptions = WriteOptions()) {
        self.prompt = prompt
        self.module = module
        self.name = name
        self.write = write
    }
}

extension Store {
    /// Gives a module of a prompt another name; its handle follows.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func renameModule(_ request: RenameModuleRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("module-rename", options: request.write) { _ throws(StoreError) in
            let file = try file(named: request.prompt)
            let result = try StoreError.folding { () throws(StructureError) in
                try file.renamingModule(request.module, to: request.name)
            }
            return StructurePlan(
                changing: file, to: result,
                summary: "Rename module \(request.module) of \(file.address) to \(request.name)")
        }
    }
}

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
    public init(_ prompt: RecordName, module: String, isVisible: Bool, write: WriteOptions = WriteOptions()) {
        self.prompt = prompt
        self.module = module
        self.isVisible = isVisible
        self.write = write
    }
}

extension Store {
    /// Hides a module of a prompt, or makes it visible again.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func showModule(_ request: ShowModuleRequest) throws(StoreError) -> StructureOutcome {
        let isVisible = request.isVisible
        return try changeStructure(isVisible ? "module-unhide" : "module-hide", options: request.write) {
            _ throws(StoreError) in
            let file = try file(named: request.prompt)
            let result = try StoreError.folding { () throws(StructureError) in
                try file.settingModule(request.module, visible: isVisible)
            }
            return StructurePlan(
                changing: file, to: result,
                summary: "\(isVisible ? "Show" : "Hide") module \(result.part) of \(file.address)")
        }
    }
}

/// A module to remove from a prompt.
public struct RemoveModuleRequest: Sendable {
    /// The prompt.
    public var prompt: RecordName
    /// Its handle, name or number.
    public var module: String
    /// The options of the commit.
    public var write: WriteOptions

    /// A request to remove a module.
    public init(_ prompt: RecordName, module: String, write: WriteOptions = WriteOptions()) {
        self.prompt = prompt
        self.module = module
        self.write = write
    }
}

extension Store {
    /// Removes a module from a prompt; refused for its only one.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func removeModule(_ request: RemoveModuleRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("module-rm", options: request.write) { _ throws(StoreError) in
            let file = try file(named: request.prompt)
            let result = try StoreError.folding { () throws(StructureError) in
                try file.removingModule(request.module)
            }
            return StructurePlan(
                changing: file, to: result, summary: "Remove module \(result.part) from \(file.address)")
        }
    }
}
