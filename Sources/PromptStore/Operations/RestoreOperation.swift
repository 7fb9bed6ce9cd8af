internal import PromptCore

/// A version of a record to restore.
public struct RestoreRequest: Sendable {
    /// The address with the version: `marketing/launch-email@v3`.
    public var record: RecordName
    /// True if unsaved edits may be lost.
    public var isForced: Bool
    /// The options of the commit.
    public var write: WriteOptions

    /// A request to restore a version.
    public init(_ record: RecordName, isForced: Bool = false, write: WriteOptions = WriteOptions()) {
        self.record = record
        self.isForced = isForced
        self.write = write
    }
}

/// The result of ``Store/restore(_:)``.
public struct RestoreOutcome: Sendable {
    /// The version as typed: `v3`.
    public let version: String
    /// The restored record, and the errors of its content.
    public let restored: Restored
}

extension Store {
    /// Gives a record the content of a version, as a new version. A deleted record is restored at its former
    /// path.
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
            options: request.write)
        return RestoreOutcome(version: spec.description, restored: restored)
    }
}
