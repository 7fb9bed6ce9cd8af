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
        let isUsed = file.kind == .prompt && found.version == nil
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
