/// A label that a record is to lose.
public struct RemoveLabelRequest: Sendable {
    public var label: String
    public var record: RecordName
    public var write: WriteOptions

    public init(_ label: String, of record: RecordName, write: WriteOptions = WriteOptions()) {
        self.label = label
        self.record = record
        self.write = write
    }
}

extension Store {
    /// Takes a label from a record. The version stays.
    ///
    /// - Throws: as ``address(of:)``; `missing` if the record does not have it; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func removeLabel(_ request: RemoveLabelRequest) throws(StoreError) -> LabelChange {
        let (address, kind) = try address(of: request.record)
        return try removeLabel(request.label, of: address, kind: kind, request.write)
    }
}
