/// Changes of labels to list.
public struct LabelLogRequest: Sendable {
    /// Only this label; `nil` for all.
    public var label: String?
    /// Only the labels of the record that has or had this address; `nil` for all.
    public var record: RecordName?
    /// The largest number of changes; `nil` for all.
    public var limit: Int?

    /// A request; without arguments, for all changes of all labels.
    public init(label: String? = nil, record: RecordName? = nil, limit: Int? = nil) {
        self.label = label
        self.record = record
        self.limit = limit
    }
}

extension Store {
    /// Returns the changes of labels, newest first.
    ///
    /// - Throws: as ``address(of:)``; `noRepository`, `repository`.
    public func labelLog(_ request: LabelLogRequest) throws(StoreError) -> [LabelEvent] {
        let address = try request.record.map { name throws(StoreError) in try self.address(of: name).address }
        return try labelLog(label: request.label, of: address, limit: request.limit ?? .max)
    }
}
