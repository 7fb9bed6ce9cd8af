public import PromptCore

/// A variable to declare or change.
public struct SetVariableRequest: Sendable {
    /// The variable's name; `nil` in a shared variable's own file.
    public var name: String?
    /// A prompt, a shared module or a shared variable.
    public var record: RecordName
    /// The only keys that change.
    public var keys: [VariableKey]
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
    public init(
        _ name: String?, of record: RecordName, keys: [VariableKey], write: WriteOptions = WriteOptions()
    ) {
        self.name = name
        self.record = record
        self.keys = keys
        self.write = write
    }
}

extension Store {
    /// Declares a variable, or changes the given keys.
    ///
    /// - Throws: as ``file(named:)``; `structure`, `newErrors`; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func setVariable(_ request: SetVariableRequest) throws(StoreError) -> StructureOutcome {
        try changeStructure("variable-set", options: request.write) { _ throws(StoreError) in
            let file = try file(declaring: request.name, request.record)
            let result = try StoreError.foldingStructure { () throws(StructureError) in
                try file.settingVariable(request.name, keys: request.keys)
            }
            let isNew = !file.declares(result.part)
            var plan = StructurePlan(
                changing: file, to: result,
                summary: isNew
                    ? "Add variable \(result.part) to \(file.address)"
                    : "Change variable \(file.title(ofVariable: result.part))")
            plan.isNew = isNew
            return plan
        }
    }
}

extension Store {
    /// Returns the file that declares a variable. Without the variable's name, a shared variable takes
    /// precedence over a prompt or module of the same address.
    func file(declaring name: String?, _ record: RecordName) throws(StoreError) -> ParsedFile {
        let found = try file(named: record)
        if record.kind == nil, name == nil, found.kind != .variable,
            let shared = try? read(.variable, at: found.address)
        {
            return shared
        }
        return found
    }
}

extension ParsedFile {
    /// Returns `words of marketing/launch-email`, or just `brand` if that is the file's own address.
    func title(ofVariable name: String) -> String {
        kind == .variable && address.path == name ? name : "\(name) of \(address)"
    }
}
