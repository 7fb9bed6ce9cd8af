/// A label to remove from a record.
public struct RemoveLabelRequest: Sendable {
    /// The label's name.
    public var label: String
    /// The record.
    public var record: RecordName
    /// The options of the commit.
    public var write: WriteOptions

    /// A request to remove a label.
    public init(_ label: String, of record: RecordName, write: WriteOptions = WriteOptions()) {
        self.label = label
        self.record = record
        self.write = write
    }
}

extension Store {
    /// Removes a label from a record. The version stays.
    ///
    /// - Throws: as ``address(of:)``; `missing` if the record does not have it; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func removeLabel(_ request: RemoveLabelRequest) throws(StoreError) -> LabelChange {
        let (address, kind) = try address(of: request.record)
        return try removeLabel(request.label, of: address, kind: kind, options: request.write)
    }
}
