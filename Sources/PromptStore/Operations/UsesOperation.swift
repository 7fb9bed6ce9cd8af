public import PromptCore

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
