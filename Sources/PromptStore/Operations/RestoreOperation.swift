internal import PromptCore

/// A version of a record that is to come back.
public struct RestoreRequest: Sendable {
    /// The address with the version: `marketing/launch-email@v3`.
    public var record: RecordName
    /// Whether edits that are not committed yet may be lost.
    public var isForced: Bool
    public var write: WriteOptions

    public init(_ record: RecordName, isForced: Bool = false, write: WriteOptions = WriteOptions()) {
        self.record = record
        self.isForced = isForced
        self.write = write
    }
}

/// What ``Store/restore(_:)`` did.
public struct RestoreOutcome: Sendable {
    /// The version as it was named: `v3`.
    public let version: String
    public let restored: Restored
}

extension Store {
    /// Gives a record the content that it had in a version, as a new version. One that is gone comes back where it was.
    ///
    /// - Throws: `noVersionGiven`; `versionGiven`, `address`, `noVersion`; `refused` if unsaved edits would be lost, another
    ///   record has taken the path, or the version can't be read; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func restore(_ request: RestoreRequest) throws(StoreError) -> RestoreOutcome {
        let typed = VersionedName(request.record.text)
        guard let spec = typed.spec, !typed.name.isEmpty else {
            throw .noVersionGiven(text: request.record.text)
        }
        let (address, kind) = try address(
            of: RecordName(typed.name, kind: request.record.kind, from: request.record.directory))
        let old = try version(of: address, kind: kind, spec)
        let restored = try restore(
            old.file, id: old.id, at: address, version: spec.description, isForced: request.isForced,
            request.write)
        return RestoreOutcome(version: spec.description, restored: restored)
    }
}
