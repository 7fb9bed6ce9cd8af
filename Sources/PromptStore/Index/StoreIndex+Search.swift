public import PromptCore
package import PromptIndex

extension StoreIndex {
    /// Searches the index. Files are read only to find a phrase in their texts.
    ///
    /// - Throws: ``StoreError`` if a filter names a folder, module or variable that does not exist.
    func ranked(_ query: SearchQuery, limit: Int?) throws(StoreError) -> SearchResults<SearchHit> {
        try Store.check(query.filters, folders: { folders }, shared: { libraryIndex.sharedAddresses })
        let records = IndexedSearchRecords(libraryIndex, for: query.filters, by: reader)
        return Searcher(libraryIndex, records: records).search(query, limit: limit)
    }

    /// Returns the record's file as it is now.
    func read(_ record: Int) -> ParsedFile { libraryIndex[record].read(by: reader) }
}

extension IndexedRecord {
    fileprivate func read(by reader: RecordReader) -> ParsedFile {
        reader.parse(Contents.File(address: address, kind: kind))
    }
}

/// The records of an index, for ``Searcher``.
private struct IndexedSearchRecords: SearchRecords {
    private let libraryIndex: LibraryIndex
    private let reader: RecordReader
    /// For each condition on tags, variables and uses: the records that meet it.
    private var having: [SearchFilter.Condition: Set<Int>] = [:]

    init(_ libraryIndex: LibraryIndex, for filters: [SearchFilter], by reader: RecordReader) {
        self.libraryIndex = libraryIndex
        self.reader = reader
        for condition in filters.map(\.condition) {
            switch condition {
            case .tag(let tag): having[condition] = Set(libraryIndex.records(tag: tag))
            case .variable(let name): having[condition] = Set(libraryIndex.records(havingVariable: name))
            case .uses(let address):
                let users = [RecordKind.module, .variable].flatMap {
                    libraryIndex.users(of: address, kind: $0)
                }
                having[condition] = Set(users)
            case .folder, .kind: break
            }
        }
    }

    func isPresent(_ record: Int) -> Bool { libraryIndex.isPresent(record) }

    func address(of record: Int) -> String? {
        libraryIndex.isPresent(record) ? libraryIndex[record].address.path : nil
    }

    func holds(_ condition: SearchFilter.Condition, for record: Int) -> Bool {
        switch condition {
        case .folder(let folder): libraryIndex[record].lies(in: folder)
        case .kind(let kind): libraryIndex[record].kind == kind
        case .tag, .variable, .uses: having[condition]?.contains(record) == true
        }
    }

    func has(_ phrase: SearchPhrase, in record: Int) -> Bool {
        libraryIndex[record].read(by: reader).searchTexts.contains { !phrase.ranges(in: $0.text).isEmpty }
    }
}

/// A record that a search of a store found.
public struct FoundRecord: Sendable {
    /// The record's file as it is now.
    public let file: ParsedFile
    /// Larger is better; only to be compared within one search.
    public let score: Float
}

extension Store {
    /// Searches the work tree.
    ///
    /// - Parameter limit: the greatest number of records in the result.
    /// - Throws: ``StoreError`` if a filter names a folder, module or variable that does not exist.
    package func search(_ query: SearchQuery, limit: Int?) throws(StoreError) -> SearchResults<FoundRecord> {
        let libraryIndex = libraryIndex(SegmentSection.all)
        return try libraryIndex.ranked(query, limit: limit)
            .map { FoundRecord(file: libraryIndex.read($0.record), score: $0.score) }
    }

    /// Checks that the folders, modules and variables that filters name exist.
    ///
    /// - Throws: ``StoreError`` with the nearest name if one does not exist.
    static func check(
        _ filters: [SearchFilter], folders: () -> [Address], shared: () -> [Address]
    ) throws(StoreError) {
        for filter in filters {
            switch filter.condition {
            case .folder(let folder):
                let folders = folders()
                if folders.contains(folder) { continue }
                let near = Suggestion.nearest(to: folder.path, among: folders.map(\.path))
                throw .notFound(kind: "folder", address: folder.path, near: near.map { [$0] } ?? [])
            case .uses(let address):
                let shared = shared()
                if shared.contains(address) { continue }
                let near = Suggestion.nearest(to: address.path, among: shared.map(\.path))
                throw .notFound(
                    kind: "shared module or variable", address: address.path, near: near.map { [$0] } ?? [])
            case .tag, .variable, .kind: continue
            }
        }
    }
}

extension Contents.File {
    /// True if it is in a folder or below; also for the folder's own file.
    func lies(in folder: Address) -> Bool {
        folder.path.isEmpty || address.path.hasPrefix(folder.path + "/")
            || kind == .folder && address == folder
    }
}
