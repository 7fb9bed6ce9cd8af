internal import Diagnostics
public import PromptCore

/// Labels to list.
public struct LabelListRequest: Sendable {
    /// Only the labels of this record; `nil` for all.
    public var record: RecordName?

    /// A request for the labels of one record, or of all.
    public init(record: RecordName? = nil) {
        self.record = record
    }
}

/// Labels with their records.
public struct LabelListOutcome: Sendable {
    /// One label of one record.
    public struct Row: Sendable, Hashable {
        /// The label's name.
        public let label: String
        /// The record's id.
        public let id: RecordID
        /// The commit, as 40 hexadecimal digits; `nil` if the label file notes none.
        public let commit: String?
        /// The record's address in the work tree; `nil` if it was deleted.
        public let address: Address?
        /// The address in the label file, if any.
        public let lastAddress: String?
    }

    /// The labels, in the order of the label file.
    public let rows: [Row]
    /// The number of errors in the label file.
    public let errorCount: Int
}

extension Store {
    /// Lists labels.
    ///
    /// - Throws: as ``file(named:)``; `file` if the label file can't be read.
    public func listLabels(_ request: LabelListRequest) throws(StoreError) -> LabelListOutcome {
        if usesLabelFiles { return try listLabelFiles(request) }
        let labels = try labels()
        var pins = labels.pins
        if let record = request.record {
            let id = try file(named: record).record?.header.id?.value
            pins = pins.filter { $0.id == id }
        }
        let now = addresses(of: Set(pins.map(\.id)))
        return LabelListOutcome(
            rows: pins.map {
                LabelListOutcome.Row(
                    label: $0.label, id: $0.id, commit: $0.commit, address: now[$0.id],
                    lastAddress: $0.address)
            },
            errorCount: labels.diagnostics.count { $0.severity == .error })
    }
}

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
    /// - Throws: as ``address(of:)``; `label` if the name can't be a label, the record has no id, or `labels.yaml` has
    ///   errors; as ``begin(_:)`` and ``Transaction/commit(_:)``.
    public func setLabel(_ request: SetLabelRequest) throws(StoreError) -> LabelChange {
        if usesLabelFiles { return try setLabelFile(request) }
        let (address, kind) = try address(of: request.record)
        return try setLabel(
            request.label, of: address, kind: kind, at: request.version, options: request.write)
    }
}

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
    /// - Throws: as ``address(of:)``; `label` if the record does not have it; as ``begin(_:)`` and
    ///   ``Transaction/commit(_:)``.
    public func removeLabel(_ request: RemoveLabelRequest) throws(StoreError) -> LabelChange {
        if usesLabelFiles { return try removeLabelFile(request) }
        let (address, kind) = try address(of: request.record)
        return try removeLabel(request.label, of: address, kind: kind, options: request.write)
    }
}
