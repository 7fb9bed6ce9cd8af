/// A label that a version of a record is to get.
public struct SetLabelRequest: Sendable {
    public var label: String
    public var record: RecordName
    /// Which version; `nil` for the last commit.
    public var version: VersionSpec?
    public var write: WriteOptions

    public init(
        _ label: String, of record: RecordName, at version: VersionSpec? = nil,
        write: WriteOptions = WriteOptions()
    ) {
        self.label = label
        self.record = record
        self.version = version
        self.write = write
    }
}

extension Store {
    /// Gives a record a label, or moves it: from then on `ADDRESS@NAME` is the record, its modules and its variables as
    /// that version's commit has them.
    ///
    /// - Throws: as ``address(of:)``; `refused` if the name can't be a label, the record has no id, or `labels.yaml` has
    ///   errors; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func setLabel(_ request: SetLabelRequest) throws(StoreError) -> LabelChange {
        let (address, kind) = try address(of: request.record)
        return try setLabel(request.label, of: address, kind: kind, at: request.version, request.write)
    }
}
