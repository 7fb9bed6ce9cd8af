/// A label for a version of a record.
public struct SetLabelRequest: Sendable {
    /// The label's name.
    public var label: String
    /// The record.
    public var record: RecordName
    /// The version; `nil` for the last commit.
    public var version: VersionSpec?
    /// The options of the commit.
    public var write: WriteOptions

    /// A request; see the properties for the parts.
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
    /// Gives a record a label, or moves it: from then on `ADDRESS@NAME` means the record, its modules and its
    /// variables as in that version's commit.
    ///
    /// - Throws: as ``address(of:)``; `refused` if the name can't be a label, the record has no id, or `labels.yaml` has
    ///   errors; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func setLabel(_ request: SetLabelRequest) throws(StoreError) -> LabelChange {
        let (address, kind) = try address(of: request.record)
        return try setLabel(request.label, of: address, kind: kind, at: request.version, options: request.write)
    }
}
