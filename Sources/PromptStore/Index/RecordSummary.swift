public import PromptCore
internal import PromptIndex
internal import SafeFiles

/// The data of a record that lists show.
public struct RecordSummary: Sendable {
    /// The path below `prompts/` without the ending.
    public let address: Address
    /// The record's kind.
    public let kind: RecordKind
    /// The record's id; `nil` if it has none.
    public let id: RecordID?
    /// The display name.
    public let name: String
    /// The description; `nil` if it has none.
    public let summary: String?
    /// The tags, in the order of the file.
    public let tags: [String]
    /// RFC 3339; `nil` if the file does not have it.
    public let createdAt: String?
    /// `Name <address>`; `nil` if the file does not have it.
    public let createdBy: String?
    /// The time of the file's last change in nanoseconds since 1970; 0 if it was not requested.
    public let modified: Int64
    /// True if the file can't be read as a record.
    public let isBroken: Bool

    /// Relative to the store.
    public var path: String { address.file(kind) }

    /// The time of the file's last change, RFC 3339 in UTC.
    public var modifiedText: String { CivilTime(secondsSinceEpoch: modified / 1_000_000_000).text }
}

extension Store {
    /// Returns the summaries of all records in a folder and below, sorted by path.
    ///
    /// - Throws: ``StoreError``; at present nothing.
    public func summaries(in folder: Address, withTimes: Bool) throws(StoreError) -> [RecordSummary] {
        let libraryIndex = libraryIndex(SegmentSection.listing, folder: folder).libraryIndex
        return libraryIndex.inPathOrder.lazy.map { libraryIndex[$0] }
            .filter { $0.lies(in: folder) }.map { RecordSummary($0, withTime: withTimes) }
    }
}

extension RecordSummary {
    init(_ record: IndexedRecord, withTime: Bool) {
        let details = record.details
        address = record.address
        kind = record.kind
        id = record.id
        name = record.givenName ?? record.address.name
        summary = details.summary
        tags = details.tags
        createdAt = details.createdAt
        createdBy = details.createdBy
        isBroken = record.isBroken
        modified = withTime ? record.stamp.modified : 0
    }
}

/// A file that refers to another, and the reference.
public struct User: Sendable, Hashable {
    /// The address of the file that refers.
    public let address: Address
    /// Its kind.
    public let kind: RecordKind
    /// The kind of the reference, its module and its option.
    public let reference: Reference
}

extension Store {
    /// Returns the files that refer to a shared module or variable, in the order of their paths.
    public func users(of address: Address, kind: RecordKind) -> [User] {
        let libraryIndex = libraryIndex(SegmentSection.referring).libraryIndex
        return libraryIndex.uses(of: address, kind: kind).map { use in
            let record = libraryIndex[use.record]
            return User(address: record.address, kind: record.kind, reference: use.reference)
        }
    }
}
