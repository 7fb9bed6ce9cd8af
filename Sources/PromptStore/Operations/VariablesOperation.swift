internal import Diagnostics
public import PromptCore

/// A record whose variables are requested.
public struct VariablesRequest: Sendable {
    /// A prompt, a shared module or a shared variable of the work tree.
    public var record: RecordName

    /// A request for one record.
    public init(record: RecordName) {
        self.record = record
    }
}

/// The variables of a record.
public struct VariablesOutcome: Sendable {
    /// A variable, and the texts that use it.
    public struct Listed: Sendable {
        /// The variable's definition.
        public let variable: Variable
        /// The file that declares it, relative to the store; `nil` if none does.
        public let source: String?
        /// The texts that use it.
        public let uses: [VariableUse]
    }

    /// The record's file, relative to the store.
    public let path: String
    /// The variables that the record declares, then the others in the order in which its texts use them.
    public let variables: [Listed]
}

extension Store {
    /// Lists the variables that a record declares or that its texts use, including those of shared modules.
    ///
    /// - Throws: as ``file(named:)``; `invalid` if the file can't be read as a record; `noVariables` for a folder.
    public func variables(_ request: VariablesRequest) throws(StoreError) -> VariablesOutcome {
        let file = try file(named: request.record)
        let library = library()
        guard let record = file.record else {
            throw .blocked([Checker.blocking(file, in: library)].compactMap { $0 })
        }
        if case .variable(let variable) = record {
            let uses = users(of: file.address, kind: .variable).map { user in
                VariableUse(
                    file: user.address.file(user.kind), module: user.reference.module,
                    option: user.reference.option)
            }
            return VariablesOutcome(
                path: file.source.name,
                variables: [.init(variable: variable, source: file.source.name, uses: uses)])
        }
        guard let description = RecordDescription(record, at: file.address, library: library) else {
            throw .noVariables(address: file.address, kind: file.kind)
        }
        let uses = file.variableUses(in: library)
        return VariablesOutcome(
            path: file.source.name,
            variables: description.variables.map {
                .init(
                    variable: $0.variable, source: $0.source, uses: uses[$0.variable.name.value] ?? [])
            })
    }
}
