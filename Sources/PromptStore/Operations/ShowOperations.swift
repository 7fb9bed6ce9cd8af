internal import Diagnostics
public import Git
public import PromptCore

/// A record to show.
public struct ShowRequest: Sendable {
    /// The record, with `@VERSION` for a version.
    public var record: RecordName

    /// A request for one record.
    public init(record: RecordName) {
        self.record = record
    }
}

/// A record with all known facts about it.
public struct ShowOutcome: Sendable {
    /// The record's file.
    public let file: ParsedFile
    /// The decoded record.
    public let record: Record
    /// The address that it was found by.
    public let asked: Address
    /// Modules and variables of a prompt or shared module; `nil` for other records.
    public let description: RecordDescription?
    /// The files that refer to a shared module or variable.
    public let users: [User]
    /// The version; `nil` for the work tree, and beyond the horizon of a shallow clone.
    public let version: RecordVersion?
    /// The requested commit; `nil` for the work tree.
    public let commit: Commit?
    /// The name of the layer that contains it; `nil` for the store itself.
    public let layer: String?
    /// The use of the prompt; `nil` unless it is a prompt of the work tree.
    public let usage: Usage.Total?
    /// The number of errors that a check of the file finds.
    public let errorCount: Int
}

extension Store {
    /// Shows a record of the work tree, of a layer, or of a version.
    ///
    /// - Throws: as ``record(named:)``; `invalid` if the file can't be read as a record.
    public func show(_ request: ShowRequest) throws(StoreError) -> ShowOutcome {
        let found = try record(named: request.record)
        let file = found.file
        guard let record = file.record else {
            throw .blocked([Checker.blocking(file, in: found.library)].compactMap { $0 })
        }
        let isUsed = file.kind == .prompt && found.isPresent
        return ShowOutcome(
            file: file, record: record, asked: found.asked,
            description: RecordDescription(record, at: file.address, library: found.library),
            users: found.users(in: self),
            version: try found.version.map { version throws(StoreError) in
                try self.version(of: version, now: found.asked)
            } ?? nil,
            commit: found.version?.commit, layer: found.layer?.name,
            usage: isUsed ? usage().total(of: record.header.id?.value, at: file.address) : nil,
            errorCount: Checker.check(file, in: found.library).count { $0.severity == .error })
    }
}

extension RecordDescription {
    /// The modules and variables of a prompt or shared module; `nil` for a record of another kind.
    init?(_ record: Record, at address: Address, library: any Library) {
        switch record {
        case .prompt(let prompt): self.init(prompt, at: address, library: library)
        case .module(let module): self.init(module, at: address, library: library)
        case .variable, .folder, .manifest: return nil
        }
    }
}

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
        /// True if every rendering of all texts needs a value for it: it has no default, and not only sections name it.
        public let isRequired: Bool
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
    /// - Throws: as ``file(named:)``; `invalid` if the file can't be read as a record; `noVariables` for a
    ///   folder.
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
                variables: [
                    .init(
                        variable: variable, source: file.source.name, isRequired: variable.isRequired,
                        uses: uses)
                ])
        }
        guard let description = RecordDescription(record, at: file.address, library: library) else {
            throw .noVariables(address: file.address, kind: file.kind)
        }
        let uses = file.variableUses(in: library)
        return VariablesOutcome(
            path: file.source.name,
            variables: description.variables.map {
                .init(
                    variable: $0.variable, source: $0.source, isRequired: $0.isRequired,
                    uses: uses[$0.variable.name.value] ?? [])
            })
    }
}

/// A shared module or variable whose users are requested.
public struct UsesRequest: Sendable {
    /// The record, with `@VERSION` for a version.
    public var record: RecordName

    /// A request for one record.
    public init(record: RecordName) {
        self.record = record
    }
}

/// The files that refer to a shared module or variable.
public struct UsesOutcome: Sendable {
    /// The record's address.
    public let address: Address
    /// Module or variable.
    public let kind: RecordKind
    /// The files, sorted by path.
    public let users: [User]
}

extension Store {
    /// Finds the files that refer to a shared module or variable. A prompt or folder of the same address is
    /// skipped, because nothing refers to it.
    ///
    /// - Throws: as ``record(named:)``; `notShared` if neither a module nor a variable has the address.
    public func uses(_ request: UsesRequest) throws(StoreError) -> UsesOutcome {
        var found = try record(named: request.record)
        for kind in [RecordKind.module, .variable] where request.record.kind == nil {
            if found.file.kind == .module || found.file.kind == .variable { break }
            var name = request.record
            name.kind = kind
            if let shared = try? record(named: name) { found = shared }
        }
        guard found.file.kind == .module || found.file.kind == .variable else {
            throw .notShared(address: found.file.address, kind: found.file.kind)
        }
        return UsesOutcome(
            address: found.file.address, kind: found.file.kind, users: found.users(in: self))
    }
}
