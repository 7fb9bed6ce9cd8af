public import PromptCore

/// A shared module or variable whose users are wanted.
public struct UsesRequest: Sendable {
    /// With `@VERSION` for a record that a commit has.
    public var record: RecordName

    public init(record: RecordName) {
        self.record = record
    }
}

/// The files that refer to a shared module or variable.
public struct UsesOutcome: Sendable {
    public let address: Address
    public let kind: RecordKind
    /// In the order of their paths.
    public let users: [User]
}

extension Store {
    /// Finds the files that refer to a shared module or variable. A prompt or folder of the same address is passed over,
    /// because nothing refers to it.
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
