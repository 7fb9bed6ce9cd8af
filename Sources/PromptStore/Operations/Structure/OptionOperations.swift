internal import Diagnostics
public import PromptCore

/// The module that has the options: one of a prompt, or a shared module.
public struct OptionOwnerName: Sendable, Hashable {
    /// The prompt or the shared module.
    public var record: RecordName
    /// The prompt's module, by its handle, name or number; `nil` if the record is a shared module.
    public var module: String?

    /// A shared module, or a module of a prompt.
    public init(_ record: RecordName, module: String? = nil) {
        self.record = record
        self.module = module
    }

    /// Returns `persona of marketing/launch-email`, or `marketing/tone`.
    func title(in file: ParsedFile) -> String {
        module.map { "\($0) of \(file.address.path)" } ?? file.address.path
    }
}

extension Store {
    /// Returns the file with the options. Without a module's name, a shared module takes precedence over a
    /// prompt of the same address.
    func file(of owner: OptionOwnerName) throws(StoreError) -> ParsedFile {
        let found = try file(named: owner.record)
        if owner.record.kind == nil, owner.module == nil, found.kind == .prompt,
            let shared = try? read(.module, at: found.address)
        {
            return shared
        }
        return found
    }

    /// Returns the files that choose a renamed or removed option of a shared module with `default:`, in their
    /// new form.
    ///
    /// - Parameters:
    ///   - removing: the handle of the removed option; `nil` if none is removed.
    ///   - isForced: true to remove the `default:` of a removed option.
    /// - Throws: `part` if files choose a removed option, unless forced; `structure`.
    func followers(
        of file: ParsedFile, _ result: StructureResult, removing: String? = nil, isForced: Bool = false
    ) throws(StoreError) -> [FileEdit] {
        let change = OptionChange(from: file, to: result.file, removing: removing)
        guard file.kind == .module, !change.isEmpty else { return [] }
        let (users, library) = files { !change.overrides(in: $0, $1).isEmpty }
        let losers = users.flatMap { user in
            change.overrides(in: user, library).filter(\.isGone).map {
                OptionChoice(
                    path: user.source.name, module: user.kind == .prompt ? $0.module : nil)
            }
        }
        if !losers.isEmpty, !isForced { throw .part(.optionChosen(result.part, by: losers)) }
        var edits: [FileEdit] = []
        for user in users {
            edits.append(
                FileEdit(
                    before: user,
                    after: try StoreError.folding { () throws(StructureError) in
                        try change.following(in: user, library)
                    }))
        }
        return edits
    }
}

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
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func addOption(_ request: AddOptionRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("option-add", options: request.write) { library throws(StoreError) in
            let (owner, option) = (request.owner, request.option)
            let file = try file(of: owner)
            let result = try StoreError.folding { () throws(StructureError) in
                try file.addingOption(option, to: owner.module, in: library)
            }
            return StructurePlan(
                changing: file, to: result, summary: "Add option \(option.name) to \(owner.title(in: file))")
        }
    }
}

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
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func renameOption(_ request: RenameOptionRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("option-rename", options: request.write) { library throws(StoreError) in
            let owner = request.owner
            let file = try file(of: owner)
            let result = try StoreError.folding { () throws(StructureError) in
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
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func chooseOption(_ request: ChooseOptionRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("option-default", options: request.write) { library throws(StoreError) in
            let owner = request.owner
            let file = try file(of: owner)
            let result = try StoreError.folding { () throws(StructureError) in
                try file.choosingOption(request.option, of: owner.module, in: library)
            }
            return StructurePlan(
                changing: file, to: result,
                summary: "Make \(result.part) the default of \(owner.title(in: file))")
        }
    }
}

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
    /// - Throws: as ``file(named:)``; `structure`, `part`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func removeOption(_ request: RemoveOptionRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("option-rm", options: request.write) { library throws(StoreError) in
            let owner = request.owner
            let file = try file(of: owner)
            let result = try StoreError.folding { () throws(StructureError) in
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
