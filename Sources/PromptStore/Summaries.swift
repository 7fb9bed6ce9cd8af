public import PromptCore
internal import PromptIndex
internal import SafeFiles

/// What lists show of a record.
public struct RecordSummary: Sendable {
    public let address: Address
    public let kind: RecordKind
    public let id: RecordID?
    public let name: String
    public let summary: String?
    public let tags: [String]
    public let createdAt: String?
    public let createdBy: String?
    /// Nanoseconds since 1970, of the file; 0 where it was not asked for.
    public let modified: Int64
    /// The file can't be read as a record.
    public let isBroken: Bool

    /// Relative to the store.
    public var path: String { address.file(kind) }

    /// The time of the last change, RFC 3339 in UTC.
    public var modifiedText: String { CivilTime(secondsSinceEpoch: modified / 1_000_000_000).text }
}

extension Store {
    /// The heads of all records in a folder and below, in the order of their paths: from the catalog where one is kept,
    /// else read, on all processors.
    public func summaries(in folder: Address, withTimes: Bool) throws(StoreError) -> [RecordSummary] {
        if let catalog = keptCatalog(CatalogSection.listing)?.catalog {
            return catalog.inPathOrder.lazy.map { catalog[$0] }
                .filter { $0.lies(in: folder) }.map { RecordSummary($0, withTime: withTimes) }
        }
        let prefix = folder.path.isEmpty ? "" : folder.path + "/"
        let files = contents().files.filter { file in
            prefix.isEmpty || file.address.path.hasPrefix(prefix)
                || file.kind == .folder && file.address == folder
        }
        let directory = directory
        return Parallel.map(count: files.count) { index in
            let file = files[index]
            let modified = withTimes ? (try? directory.stamp(file.path))??.modified ?? 0 : 0
            return RecordSummary(Store.parse(file, in: directory), modified: modified)
        }
    }
}

extension RecordSummary {
    init(_ file: ParsedFile, modified: Int64) {
        let header = file.record?.header
        address = file.address
        kind = file.kind
        id = header?.id?.value
        name = header?.name?.value ?? file.address.name
        summary = header?.description
        tags = header?.tags.map(\.value) ?? []
        createdAt = header?.createdAt
        createdBy = header?.createdBy
        isBroken = file.record == nil
        self.modified = modified
    }

    init(_ record: CatalogRecord, withTime: Bool) {
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
