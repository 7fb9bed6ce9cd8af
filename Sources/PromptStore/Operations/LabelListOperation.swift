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
        /// The commit, as 40 hexadecimal digits.
        public let commit: String
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
